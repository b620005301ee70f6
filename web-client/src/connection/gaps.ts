import type { ChatId, Cursor } from "../protocol";
import { createPace } from "./pace";

type Surroundings = {
  /** What is here of a conversation without a hole, and how far its log goes as far as we know. */
  extent: (chatId: ChatId) => { upTo: number; head: number } | undefined;
  /** The conversation on screen: its gaps are filled first. */
  open: () => ChatId | undefined;
  /** False when nothing could be said. */
  say: (chatId: ChatId, after: number) => boolean;
  /** Asking does not help, or would take too long. */
  reload: (chatId: ChatId) => void;
  now: () => number;
};

/** Servers take thirty frames a second; this leaves half of them for everything else. */
const pause = 65;
/** A question that was not answered in this time is repeated. */
const patience = 4_000;
const attempts = 3;
/** Wider gaps are not filled entry by entry: on screen, where somebody may be reading above it, and elsewhere. */
const widest = { open: 2_000, elsewhere: 500 };

type Asked = { after: number; at: number; attempts: number };

/**
 * Asks for what is missing: one question at a time in each conversation, so that entries that arrive behind a gap do
 * not each ask again, repeated when no answer comes.
 */
export const createGaps = ({ extent, open, say, reload, now }: Surroundings) => {
  const asked = new Map<ChatId, Asked>();
  /** A page ended here, and the server said that its log goes on. */
  const continues = new Map<ChatId, number>();

  const missingAfter = (chatId: ChatId): number | undefined => {
    const here = extent(chatId);
    return here && (here.head > here.upTo || continues.get(chatId) === here.upTo) ? here.upTo : undefined;
  };

  const tooWide = (chatId: ChatId): boolean => {
    const here = extent(chatId);
    return here !== undefined && here.head - here.upTo > (chatId === open() ? widest.open : widest.elsewhere);
  };

  const ask = (chatId: ChatId) => {
    const after = missingAfter(chatId);
    const before = asked.get(chatId);
    if (after === undefined) return void asked.delete(chatId);
    const again = before?.after === after;
    if (tooWide(chatId) || (again && before.attempts >= attempts)) {
      asked.delete(chatId);
      return reload(chatId);
    }
    if (!say(chatId, after)) return;
    asked.set(chatId, { after, at: now(), attempts: again ? before.attempts + 1 : 1 });
    pace.at(chatId, now() + patience);
  };
  const pace = createPace(pause, ask, now, open);

  const check = (chatId: ChatId) => {
    const after = missingAfter(chatId);
    const before = asked.get(chatId);
    if (after === undefined) {
      asked.delete(chatId);
      return pace.drop(chatId);
    }
    if (before?.after === after) return pace.at(chatId, before.at + patience);
    pace.drop(chatId);
    pace.at(chatId, now());
  };

  return {
    /** To be called whenever an entry arrived or a head became known. */
    check,
    /** A page came, and the log goes on after it or not. */
    paged: (chatId: ChatId, lastSeq: number | undefined, more: boolean) => {
      const end = lastSeq ?? extent(chatId)?.upTo ?? 0;
      if (more) continues.set(chatId, end);
      else if (end >= (continues.get(chatId) ?? 0)) continues.delete(chatId);
      check(chatId);
    },
    /** A new connection: what it was greeted with is a question for each of these. */
    greeted: (cursors: readonly Cursor[]) => {
      asked.clear();
      continues.clear();
      pace.clear();
      for (const { chatId, seq } of cursors) asked.set(chatId, { after: seq, at: now(), attempts: 1 });
    },
    /** A question may be among what the server just refused. */
    refused: (delay: number) => {
      for (const [chatId, question] of asked) {
        asked.set(chatId, { ...question, at: now() - patience });
        pace.at(chatId, now());
      }
      pace.rest(delay);
    },
    close: pace.clear,
  };
};
