import type { ChatId, Receipt } from "../protocol";
import { createPace } from "./pace";

/** How far this person's marks of a conversation are. */
export type Marks = { delivered: number; read: number };

type Surroundings = {
  /** What this device holds and what the person saw. */
  marks: (chatId: ChatId) => Marks | undefined;
  /** False when nothing could be said. */
  say: (type: "delivered" | "read", chatId: ChatId, upTo: number) => boolean;
  now: () => number;
};

/** Servers take thirty frames a second; this many milliseconds between two reports leave most of them free. */
const pause = 110;
/** Entries that come together are reported together. */
const linger = 150;
/** Between two reports of one conversation. */
const perChat = 1_000;

const nothing: Marks = { delivered: 0, read: 0 };

/**
 * Reports the marks: only growing, at most one frame a second for each conversation, and nothing that the server knows
 * already. What was said and then refused, or lost with its connection, is said again.
 */
export const createReceipts = ({ marks, say, now }: Surroundings) => {
  const confirmed = new Map<ChatId, Marks>();
  const said = new Map<ChatId, Marks & { at: number }>();

  const report = (chatId: ChatId) => {
    const mine = marks(chatId);
    if (!mine) return;
    const last = said.get(chatId);
    if (last && now() - last.at < perChat) return pace.at(chatId, last.at + perChat);
    const known = further(confirmed.get(chatId) ?? nothing, last ?? nothing);
    if (mine.read > known.read) tell("read", chatId, mine.read);
    else if (mine.delivered > Math.max(known.delivered, known.read)) tell("delivered", chatId, mine.delivered);
  };

  const tell = (type: "delivered" | "read", chatId: ChatId, upTo: number) => {
    if (!say(type, chatId, upTo)) return;
    said.set(chatId, { ...further(said.get(chatId) ?? nothing, { ...nothing, [type]: upTo }), at: now() });
    // The other mark may be further than this one.
    want(chatId);
  };

  const pace = createPace(pause, report, now);

  const behind = (chatId: ChatId): boolean => {
    const mine = marks(chatId) ?? nothing;
    const known = further(confirmed.get(chatId) ?? nothing, said.get(chatId) ?? nothing);
    return mine.read > known.read || mine.delivered > Math.max(known.delivered, known.read);
  };

  /** To be called whenever a mark may have grown. */
  const want = (chatId: ChatId, delay = linger) => {
    if (behind(chatId)) pace.at(chatId, now() + delay);
  };

  /** What was said but never confirmed may be said again. */
  const forget = () => {
    for (const [chatId, last] of said) said.set(chatId, { ...nothing, at: last.at });
  };

  return {
    want,
    /** The server's own view of this person's marks. */
    confirmed: (chatId: ChatId, { delivered, read }: Pick<Receipt, "delivered" | "read">) =>
      confirmed.set(chatId, further(confirmed.get(chatId) ?? nothing, { delivered, read })),
    /** A new connection: what the last one did not take with it is wanted again when the list has come. */
    reconnected: forget,
    /** A report may be among what the server just refused. */
    refused: (delay: number) => {
      forget();
      for (const chatId of said.keys()) want(chatId);
      pace.rest(delay);
    },
    close: pace.clear,
  };
};

const further = (a: Marks, b: Marks): Marks => ({
  delivered: Math.max(a.delivered, b.delivered),
  read: Math.max(a.read, b.read),
});
