import { ChatId, ClientMessageId, Count, UserId } from "./ids";
import { z } from "./schema";

export const UserSummary = z.object({ id: UserId, name: z.string() });
export type UserSummary = z.infer<typeof UserSummary>;

export const Role = z.enum(["owner", "admin", "member"]);
export type Role = z.infer<typeof Role>;

export const Head = z.object({ chatId: ChatId, seq: Count, ordinal: Count });
export type Head = z.infer<typeof Head>;

export const Receipt = z.object({
  userId: UserId,
  delivered: Count,
  read: Count,
  readOrdinal: Count,
});
export type Receipt = z.infer<typeof Receipt>;

const Message = z.object({
  type: z.literal("message"),
  chatId: ChatId,
  seq: Count,
  ordinal: Count,
  sender: UserId,
  clientMessageId: ClientMessageId,
  messageType: z.literal("text"),
  text: z.string(),
  createdAt: z.string(),
});
export type Message = z.infer<typeof Message>;

const Notice = z.object({
  type: z.literal("notice"),
  chatId: ChatId,
  seq: Count,
  ordinal: Count,
  kind: z.enum(["created", "joined", "left", "removed", "renamed"]),
  actor: UserId,
  subjects: z.array(UserId),
  title: z.optional(z.string()),
  createdAt: z.string(),
});
export type Notice = z.infer<typeof Notice>;

/** An entry that only newer clients can show; it keeps its place in the log. */
const Unsupported = z.pipe(
  z.object({
    type: z.string(),
    chatId: ChatId,
    seq: Count,
    ordinal: Count,
    createdAt: z.string(),
  }),
  z.transform((entry) => ({ ...entry, type: "unsupported" as const })),
);

export const LogEntry = z.union([Message, Notice, Unsupported]);
export type LogEntry = z.infer<typeof LogEntry>;

export const LatestMessage = z.object({
  text: z.string(),
  sender: UserId,
  seq: Count,
  createdAt: z.string(),
});

export const ChatView = z.object({
  id: ChatId,
  kind: z.enum(["direct", "group"]),
  title: z.optional(z.string()),
  users: z.array(UserSummary),
  memberCount: Count,
  role: Role,
  head: Head,
  latestMessage: z.optional(LatestMessage),
  unread: Count,
  receipts: z.array(Receipt),
  updatedAt: z.string(),
});
export type ChatView = z.infer<typeof ChatView>;

export const ChatPage = z.object({ chats: z.array(ChatView), next: z.optional(z.string()) });
export type ChatPage = z.infer<typeof ChatPage>;

export const Member = z.object({ user: UserSummary, role: Role });
export type Member = z.infer<typeof Member>;

export const MemberPage = z.object({ members: z.array(Member), next: z.optional(UserId) });
export type MemberPage = z.infer<typeof MemberPage>;

export const EntryPage = z.object({ chatId: ChatId, entries: z.array(LogEntry), head: Count });
export type EntryPage = z.infer<typeof EntryPage>;

export const Sent = z.object({
  chatId: ChatId,
  clientMessageId: ClientMessageId,
  id: z.string(),
  seq: Count,
  createdAt: z.string(),
  duplicate: z.boolean(),
});
