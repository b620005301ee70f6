import { type Chat, fromView } from "../src/connection/chats";
import { ChatId, type ChatView, ClientMessageId, type Message, type Notice, UserId } from "../src/protocol";

export const ada = UserId.parse("a1".repeat(12));
export const bela = UserId.parse("b2".repeat(12));
export const chen = UserId.parse("c3".repeat(12));
export const hiking = ChatId.parse("5f".repeat(12));

export const uuid = (n: number): ClientMessageId =>
  ClientMessageId.parse(`0b8f4f0e-5f0c-4d0e-9a64-${String(n).padStart(12, "0")}`);

export const message = (seq: number, fields: Partial<Message> = {}): Message => ({
  type: "message",
  chatId: hiking,
  seq,
  ordinal: seq,
  sender: bela,
  clientMessageId: uuid(seq),
  messageType: "text",
  text: `Text ${seq}`,
  createdAt: new Date(Date.UTC(2026, 10, 22, 10, 0, seq)).toISOString(),
  ...fields,
});

export const messages = (from: number, to: number): Message[] =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index));

export const notice = (seq: number, kind: Notice["kind"], subjects: UserId[], title?: string): Notice => ({
  type: "notice",
  chatId: hiking,
  seq,
  ordinal: seq,
  kind,
  actor: ada,
  subjects,
  createdAt: new Date(Date.UTC(2026, 10, 22, 10, 0, seq)).toISOString(),
  ...(title === undefined ? {} : { title }),
});

export const view = (fields: Partial<ChatView> = {}): ChatView => ({
  id: hiking,
  kind: "group",
  title: "Hiking",
  users: [
    { id: ada, name: "Ada" },
    { id: bela, name: "Béla" },
  ],
  memberCount: 2,
  role: "owner",
  head: { chatId: hiking, seq: 5, ordinal: 5 },
  unread: 2,
  receipts: [
    { userId: ada, delivered: 5, read: 3, readOrdinal: 3 },
    { userId: bela, delivered: 5, read: 5, readOrdinal: 5 },
  ],
  updatedAt: "2026-11-22T10:00:05.000Z",
  ...fields,
});

export const chat = (fields: Partial<ChatView> = {}): Chat => fromView(view(fields), ada, undefined);
