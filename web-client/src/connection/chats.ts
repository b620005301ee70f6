import type { ChatId, ChatView, Head, LogEntry, Receipt, UserId, UserSummary } from "../protocol";

export type Chat = {
  id: ChatId;
  kind: "direct" | "group";
  title: string | undefined;
  users: readonly UserSummary[];
  memberCount: number;
  role: "owner" | "admin" | "member";
  /** The end of the log as far as we know; what lies between is perhaps not here yet. */
  head: Head;
  /** Title, people and preview are those of the log up to here. */
  seen: number;
  /** Entries that came behind a gap, without a hole among them; they count as soon as the gap is closed. */
  beyond: { from: number; to: number } | undefined;
  latest: ChatView["latestMessage"] | undefined;
  receipts: ReadonlyMap<UserId, Receipt>;
  updatedAt: string;
};

export const nobody = (userId: UserId): Receipt => ({ userId, delivered: 0, read: 0, readOrdinal: 0 });

export const receiptOf = (chat: Chat, userId: UserId): Receipt => chat.receipts.get(userId) ?? nobody(userId);

export const unread = (chat: Chat, me: UserId): number =>
  Math.max(0, chat.head.ordinal - receiptOf(chat, me).readOrdinal);

/** The other one of a direct conversation. */
export const partner = (chat: Chat, me: UserId): UserSummary | undefined =>
  chat.kind === "direct" ? chat.users.find((user) => user.id !== me) : undefined;

/** Whose colour a conversation has: a direct one that of the person. */
export const faceOf = (chat: Chat, me: UserId): string => partner(chat, me)?.id ?? chat.id;

export const chatName = (chat: Chat, me: UserId): string => chat.title ?? partner(chat, me)?.name ?? "";

/** Newest activity first; equal times by id, so that rows never swap places. */
export const byActivity = (a: Chat, b: Chat): number =>
  b.updatedAt.localeCompare(a.updatedAt) || a.id.localeCompare(b.id);

const further = (a: Receipt, b: Receipt): Receipt => ({
  userId: a.userId,
  delivered: Math.max(a.delivered, b.delivered),
  read: Math.max(a.read, b.read),
  readOrdinal: Math.max(a.readOrdinal, b.readOrdinal),
});

/** Watermarks only grow, in whatever order they come. */
export const withReceipt = (chat: Chat, receipt: Receipt): Chat => {
  const old = receiptOf(chat, receipt.userId);
  const next = further(old, receipt);
  const same = old.delivered === next.delivered && old.read === next.read && old.readOrdinal === next.readOrdinal;
  return same ? chat : { ...chat, receipts: new Map(chat.receipts).set(receipt.userId, next) };
};

/** The server's view; marks and head that are newer here stay. */
export const fromView = (view: ChatView, me: UserId, old: Chat | undefined): Chat => {
  const receipts = new Map(view.receipts.map((receipt) => [receipt.userId, receipt]));
  if (!receipts.has(me)) receipts.set(me, { ...nobody(me), readOrdinal: view.head.ordinal - view.unread });
  const fresh: Chat = {
    id: view.id,
    kind: view.kind,
    title: view.title,
    users: view.users,
    memberCount: view.memberCount,
    role: view.role,
    head: view.head,
    seen: view.head.seq,
    beyond: undefined,
    latest: view.latestMessage,
    receipts,
    updatedAt: view.updatedAt,
  };
  if (!old) return fresh;
  // A view that was made before what came live since: only its marks are news.
  if (old.seen > view.head.seq) return [...receipts.values()].reduce(withReceipt, old);
  const caughtUp = closed({ ...withHead(fresh, old.head), beyond: old.beyond });
  const kept = [...old.receipts.values()].reduce(withReceipt, caughtUp);
  const newerHere = (old.latest?.seq ?? 0) > (view.latestMessage?.seq ?? 0);
  return newerHere ? { ...kept, latest: old.latest, updatedAt: old.updatedAt } : kept;
};

/** What came behind a gap counts once the gap is closed. */
const closed = (chat: Chat): Chat => {
  const { beyond, seen } = chat;
  if (!beyond || beyond.from > seen + 1) return chat;
  return { ...chat, seen: Math.max(seen, beyond.to), beyond: undefined };
};

const withBeyond = (chat: Chat, seq: number): Chat => {
  const { beyond } = chat;
  if (beyond && seq >= beyond.from && seq <= beyond.to) return chat;
  const from = beyond && seq === beyond.to + 1 ? beyond.from : seq;
  return { ...chat, beyond: { from, to: seq } };
};

/** A head only grows. Unread follows from it, before the entries are here. */
export const withHead = (chat: Chat, head: Head): Chat => (head.seq > chat.head.seq ? { ...chat, head } : chat);

const previewLength = 140;

/**
 * What an entry changes in the list. Entries that the view already holds change nothing; one behind a gap is shown, but
 * `seen` stays, since only a new view can tell what the missing ones changed.
 */
export const withEntry = (chat: Chat, entry: LogEntry, me: UserId, nameOf: (id: UserId) => string): Chat => {
  if (entry.seq <= chat.seen) return chat;
  const follows = entry.seq === chat.seen + 1;
  const grown = withHead(chat, { chatId: chat.id, seq: entry.seq, ordinal: entry.ordinal });
  const moved: Chat = {
    ...(follows ? closed({ ...grown, seen: entry.seq }) : withBeyond(grown, entry.seq)),
    updatedAt: entry.createdAt > chat.updatedAt ? entry.createdAt : chat.updatedAt,
  };
  switch (entry.type) {
    case "unsupported":
      return moved;
    case "message":
      return withMessage(moved, entry, me);
    case "notice":
      return follows ? withNotice(moved, entry, nameOf) : moved;
    default:
      return entry satisfies never;
  }
};

const withMessage = (chat: Chat, entry: Extract<LogEntry, { type: "message" }>, me: UserId): Chat => {
  const { seq, ordinal, sender, createdAt } = entry;
  const text = [...entry.text].slice(0, previewLength).join("");
  const shown = seq > (chat.latest?.seq ?? 0) ? { ...chat, latest: { text, sender, seq, createdAt } } : chat;
  return sender === me ? withReceipt(shown, { userId: me, delivered: seq, read: seq, readOrdinal: ordinal }) : shown;
};

const withNotice = (chat: Chat, entry: Extract<LogEntry, { type: "notice" }>, nameOf: (id: UserId) => string): Chat => {
  switch (entry.kind) {
    case "created":
      return chat;
    case "renamed":
      return { ...chat, title: entry.title };
    case "joined": {
      const joined = entry.subjects.filter((id) => !chat.users.some((user) => user.id === id));
      const users = [...chat.users, ...joined.map((id) => ({ id, name: nameOf(id) }))];
      return { ...chat, users, memberCount: chat.memberCount + joined.length };
    }
    case "left":
    case "removed": {
      const users = chat.users.filter((user) => !entry.subjects.includes(user.id));
      const receipts = new Map([...chat.receipts].filter(([id]) => !entry.subjects.includes(id)));
      return { ...chat, users, receipts, memberCount: chat.memberCount - entry.subjects.length };
    }
    default:
      return entry.kind satisfies never;
  }
};

export type Tick = "sent" | "delivered" | "read";

/** How far an own message came: as far as the member who is furthest behind. */
export const tick = (chat: Chat, me: UserId, seq: number): Tick => {
  const others = chat.users.filter((user) => user.id !== me).map((user) => receiptOf(chat, user.id));
  if (others.length === 0) return "sent";
  if (others.every((receipt) => receipt.read >= seq)) return "read";
  return others.every((receipt) => receipt.delivered >= seq) ? "delivered" : "sent";
};
