import { ChatId, Count, UserId, z } from "../protocol";

/** What the tabs of one browser tell each other about one person. */
const Word = z.discriminatedUnion("type", [
  z.object({ type: z.literal("read"), me: UserId, chatId: ChatId, upTo: Count, ordinal: Count }),
  z.object({ type: z.literal("draft"), me: UserId, chatId: ChatId, text: z.string() }),
  /** A new tab asks for what it cannot know. */
  z.object({ type: z.literal("arrived"), me: UserId }),
]);
export type Word = z.infer<typeof Word>;

const channelName = "parley.tabs";

/** The other tabs in which the same person is signed in. Without a channel there are none. */
export const createTabs = (me: UserId, onWord: (word: Word) => void) => {
  const channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(channelName);
  channel?.addEventListener("message", ({ data }) => {
    const word = Word.safeParse(data);
    if (word.success && word.data.me === me) onWord(word.data);
  });
  return {
    say: (word: Word) => channel?.postMessage(word),
    close: () => channel?.close(),
  };
};
