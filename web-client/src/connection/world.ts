import type { ChatId, ChatView, Head, LogEntry, Me, ServerEvent, UserId, UserSummary } from "../protocol";
import { type Chat, fromView, receiptOf, withEntry, withHead, withReceipt } from "./chats";
import type { LiveState } from "./live";
import { acked, type Outbox, refused, without } from "./outbox";
import { apply as applyToTimeline, type Timeline, type TimelineChange } from "./timeline";

/** Everything a signed-in person's screens show. Replaced as a whole, never changed in place. */
export type World = {
  me: Me;
  chats: ReadonlyMap<ChatId, Chat>;
  list: "loading" | "ready" | "failed";
  names: ReadonlyMap<UserId, string>;
  online: ReadonlySet<UserId>;
  typing: ReadonlyMap<ChatId, ReadonlyMap<UserId, number>>;
  timelines: ReadonlyMap<ChatId, Timeline>;
  outbox: Outbox;
  /** What was begun and not sent, in any tab of this browser. */
  drafts: ReadonlyMap<ChatId, string>;
  live: LiveState;
};

export const typingLasts = 6_000;

export const emptyWorld = (me: Me): World => ({
  me,
  chats: new Map(),
  list: "loading",
  names: new Map([[me.id, me.name]]),
  online: new Set(),
  typing: new Map(),
  timelines: new Map(),
  outbox: [],
  drafts: new Map(),
  live: { kind: "closed" },
});

/** What an event of the server makes of the world. Pure; what must be said in answer is the client's affair. */
export const apply = (world: World, event: ServerEvent, now: number): World => {
  switch (event.type) {
    case "entries":
      return arrived(world, event.chatId, event.entries);
    case "ack":
      return withSettled(
        withTimeline({ ...world, outbox: acked(world.outbox, event.clientMessageId, event.seq) }, event.chatId, {
          type: "known",
          head: event.seq,
        }),
      );
    case "receipt":
      return withChat(world, event.chatId, (chat) => withReceipt(chat, event.receipt));
    case "typing":
      return withTyping(world, event.chatId, event.userId, event.active ? now + typingLasts : undefined);
    case "presence":
      return withPresence(world, event.users);
    case "removed":
      return withoutChat(world, event.chatId);
    case "heads":
    case "heartbeat":
      return event.heads.reduce(known, world);
    case "error":
      return event.ref ? { ...world, outbox: refused(world.outbox, event.ref, event.code) } : world;
    case "welcome":
      // Who was typing or online before is asked anew.
      return { ...world, typing: new Map(), online: new Set() };
    // What is shown stays until the newest page has come.
    case "resync":
    case "added":
    case "pong":
      return world;
    default:
      return event satisfies never;
  }
};

const dropped = <K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> => {
  const next = new Map(map);
  next.delete(key);
  return next;
};

export const withChat = (world: World, id: ChatId, change: (chat: Chat) => Chat): World => {
  const chat = world.chats.get(id);
  if (!chat) return world;
  const next = change(chat);
  return next === chat ? world : { ...world, chats: new Map(world.chats).set(id, next) };
};

export const withTimeline = (world: World, id: ChatId, change: TimelineChange): World => {
  const timeline = world.timelines.get(id);
  if (!timeline) return world;
  const next = applyToTimeline(timeline, change);
  return next === timeline ? world : { ...world, timelines: new Map(world.timelines).set(id, next) };
};

/** The log of a conversation goes this far. */
const known = (world: World, head: Head): World =>
  withTimeline(
    withChat(world, head.chatId, (chat) => withHead(chat, head)),
    head.chatId,
    { type: "known", head: head.seq },
  );

const arrived = (world: World, id: ChatId, entries: readonly LogEntry[]): World => {
  const nameOf = (user: UserId) => world.names.get(user) ?? "";
  const mine = new Set<string>();
  for (const entry of entries) {
    if (entry.type === "message" && entry.sender === world.me.id) mine.add(entry.clientMessageId);
  }
  const listed = withChat(world, id, (chat) =>
    entries.reduce((next, entry) => withEntry(next, entry, world.me.id, nameOf), chat),
  );
  const shown = withTimeline(listed, id, { type: "arrived", entries });
  const silent = entries.reduce(
    (next, entry) => (entry.type === "message" ? withTyping(next, id, entry.sender, undefined) : next),
    shown,
  );
  // An own message leaves the outbox only for its place in the timeline, so that it never blinks.
  return mine.size === 0 ? silent : withSettled(silent);
};

/** Without the sends that the log shows, or that lie above what is loaded of it. */
export const withSettled = (world: World): World => {
  const outbox = without(world.outbox, (pending) => {
    const timeline = world.timelines.get(pending.chatId);
    const { state } = pending;
    if (timeline?.kind !== "ready") return state.kind === "acked" && timeline?.kind !== "loading";
    if (state.kind === "acked" && state.seq <= timeline.upTo) return true;
    return timeline.entries.some(
      (entry) => entry.type === "message" && entry.clientMessageId === pending.clientMessageId,
    );
  });
  return outbox === world.outbox ? world : { ...world, outbox };
};

/** What reached this device, and what its person saw, of a conversation. */
export const ownMarks = (world: World, id: ChatId): { delivered: number; read: number } | undefined => {
  const chat = world.chats.get(id);
  if (!chat) return undefined;
  const timeline = world.timelines.get(id);
  const delivered = timeline?.kind === "ready" ? timeline.upTo : chat.seen;
  return { delivered, read: receiptOf(chat, world.me.id).read };
};

export const withDraft = (world: World, id: ChatId, text: string): World => {
  if ((world.drafts.get(id) ?? "") === text) return world;
  return { ...world, drafts: text === "" ? dropped(world.drafts, id) : new Map(world.drafts).set(id, text) };
};

/** A conversation is asked for anew on opening; what was loaded of it is given back. */
export const withoutTimeline = (world: World, id: ChatId): World => ({
  ...world,
  timelines: dropped(world.timelines, id),
});

/** The server's log is not the one that we knew: its view counts, whatever we thought to be newer. */
export const withViewAfresh = (world: World, view: ChatView): World =>
  withViews({ ...world, chats: dropped(world.chats, view.id) }, [view]);

const withTyping = (world: World, id: ChatId, user: UserId, until: number | undefined): World => {
  const typists = world.typing.get(id);
  if (until === undefined && !typists?.has(user)) return world;
  const next = new Map(typists);
  if (until === undefined) next.delete(user);
  else next.set(user, until);
  return { ...world, typing: new Map(world.typing).set(id, next) };
};

export const forgetTyping = (world: World, now: number): World => {
  let next = world;
  for (const [id, typists] of world.typing) {
    for (const [user, until] of typists) if (until <= now) next = withTyping(next, id, user, undefined);
  }
  return next;
};

const withPresence = (world: World, users: readonly { userId: UserId; online: boolean }[]): World => {
  const online = new Set(world.online);
  for (const user of users) {
    if (user.online) online.add(user.userId);
    else online.delete(user.userId);
  }
  return { ...world, online };
};

export const withPeople = (world: World, people: readonly UserSummary[]): World => {
  if (people.every((person) => world.names.get(person.id) === person.name)) return world;
  const names = new Map(world.names);
  for (const person of people) names.set(person.id, person.name);
  return { ...world, names };
};

export const withViews = (world: World, views: readonly ChatView[]): World => {
  const chats = new Map(world.chats);
  for (const view of views) chats.set(view.id, fromView(view, world.me.id, chats.get(view.id)));
  return withPeople(
    { ...world, chats },
    views.flatMap((view) => view.users),
  );
};

/** The whole list came: what was known when it was asked for and is not in it is no longer ours. */
export const withList = (world: World, views: readonly ChatView[], known: ReadonlySet<ChatId>): World => {
  const ids = new Set(views.map((view) => view.id));
  const chats = new Map([...world.chats].filter(([id]) => ids.has(id) || !known.has(id)));
  return { ...withViews({ ...world, chats }, views), list: "ready" };
};

export const withoutChat = (world: World, id: ChatId): World => ({
  ...world,
  chats: dropped(world.chats, id),
  timelines: dropped(world.timelines, id),
  typing: dropped(world.typing, id),
  drafts: dropped(world.drafts, id),
  outbox: without(world.outbox, (pending) => pending.chatId === id),
});

export const withOpening = (world: World, id: ChatId): World => ({
  ...world,
  timelines: new Map(world.timelines).set(id, { kind: "loading" }),
});
