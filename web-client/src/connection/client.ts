import { createStore } from "zustand/vanilla";
import {
  type ChatId,
  type ChatView,
  type ClientMessageId,
  type Cursor,
  type LogEntry,
  limits,
  type Me,
  newClientMessageId,
  type ServerEvent,
  type UserId,
} from "../protocol";
import type { Api } from "./api";
import { type Chat, partner, receiptOf, unread, withReceipt } from "./chats";
import { asRefusal } from "./http";
import { createLive, type Wire } from "./live";
import { outboxLimit, type Pending, retried, without } from "./outbox";
import { createSender } from "./sender";
import type { Session } from "./session";
import { firstSeq, gapAfter, lastSeq } from "./timeline";
import {
  apply,
  emptyWorld,
  forgetTyping,
  settled,
  typingLasts,
  type World,
  withChat,
  withList,
  withOpening,
  withoutChat,
  withPeople,
  withTimeline,
  withViews,
} from "./world";

type Surroundings = { session: Session; api: Api; me: Me; open: () => Wire; now?: () => number; random?: () => number };

/** Timelines kept in memory; the one that was opened longest ago goes first. */
const timelinesKept = 20;
/** A gap wider than this is not filled entry by entry: the newest page is loaded instead. */
const widestGap = 500;
const listPages = 50;
/** Pages loaded beyond the newest so that a conversation can open at its first unread entry. */
const unreadPages = 5;
const deliveredEvery = 150;
const gapPatience = 1_500;
const typingEvery = 3_000;
/** Before a refused send is repeated, where the server does not say how long. */
const retryAfter = 1_000;

/**
 * One signed-in person's client: keeps the world, says on the wire what follows from it, and offers what screens can
 * do. Lives from sign-in to sign-out.
 */
export const createClient = ({ session, api, me, open, now = Date.now, random = Math.random }: Surroundings) => {
  const store = createStore<World>(() => emptyWorld(me));
  const world = store.getState;
  const change = (next: (world: World) => World) => store.setState(next(world()), true);
  const asked = new Set<UserId>();
  const fetching = new Map<ChatId, Promise<void>>();
  const reported = new Set<ChatId>();
  const opening = new Set<ChatId>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let typingSaid: { chatId: ChatId; at: number } | undefined;
  let watched = "";
  let openChat: ChatId | undefined;
  let closed = false;

  const later = (delay: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, delay);
    timers.add(timer);
  };

  const cursors = (): Cursor[] =>
    [...world().timelines]
      .flatMap(([chatId, timeline]) => (timeline.kind === "ready" ? [{ chatId, seq: lastSeq(timeline.entries) }] : []))
      .slice(-limits.helloCursors);

  const live = createLive({
    open,
    token: session.freshToken,
    refresh: session.refresh,
    cursors,
    onState: (state) => {
      change((old) => ({ ...old, live: state }));
      // Normally the list follows the subscription; without a connection it must come by itself.
      if (state.kind === "waiting" && world().list === "loading") void loadList();
    },
    onEvent: (event) => hear(event),
    now,
    random,
  });
  const sender = createSender({
    outbox: () => world().outbox,
    say: ({ chatId, clientMessageId, text }) => live.say({ type: "send", chatId, clientMessageId, text }),
    now,
  });
  // A new send, an outcome and a retry may all make the next one due.
  store.subscribe((next, old) => {
    if (next.outbox !== old.outbox) sender.flush();
  });
  const stopRenewing = session.onRenewed((token) => void live.say({ type: "renew", token }));

  const hear = (event: ServerEvent) => {
    change((old) => apply(old, event, now()));
    react(event);
  };

  /** What must be said or fetched because of an event. */
  const react = (event: ServerEvent) => {
    switch (event.type) {
      case "welcome":
        watched = "";
        watch();
        return sender.reconnected();
      case "heads":
        return event.more ? undefined : void loadList();
      case "heartbeat":
        for (const head of event.heads) catchUp(head.chatId, head.seq);
        return;
      case "entries":
        return entriesCame(event.chatId, event.entries, event.more);
      case "ack":
        return later(gapPatience, () => resume(event.chatId));
      case "typing":
        meet([event.userId]);
        return event.active ? later(typingLasts + 50, () => change((old) => forgetTyping(old, now()))) : undefined;
      case "added":
        return void loadChat(event.chatId);
      case "removed":
        return watch();
      case "resync":
        return void openTimeline(event.chatId);
      case "error":
        return event.ref ? sender.refused(event.ref, event.retryAfterMs ?? retryAfter) : undefined;
      case "receipt":
      case "presence":
      case "pong":
        return undefined;
      default:
        return event satisfies never;
    }
  };

  const entriesCame = (chatId: ChatId, entries: readonly LogEntry[], more: boolean) => {
    if (!world().chats.has(chatId)) return void loadChat(chatId);
    meet(entries.flatMap(peopleIn));
    if (entries.some((entry) => entry.type === "notice")) void loadChat(chatId);
    if (entries.some((entry) => entry.type !== "message" || entry.sender !== me.id)) reportDelivered(chatId);
    const timeline = world().timelines.get(chatId);
    if (more && timeline?.kind === "ready") live.say({ type: "resume", chatId, after: lastSeq(timeline.entries) });
    else resume(chatId);
  };

  const resume = (chatId: ChatId) => {
    const timeline = world().timelines.get(chatId);
    const after = gapAfter(timeline);
    if (after === undefined || timeline?.kind !== "ready") return;
    if (timeline.head - after > widestGap) void openTimeline(chatId);
    else live.say({ type: "resume", chatId, after });
  };

  /** The server's log is further than what we saw of a conversation. */
  const catchUp = (chatId: ChatId, seq: number) => {
    resume(chatId);
    const chat = world().chats.get(chatId);
    if (!chat || (chat.head.seq < seq && !world().timelines.has(chatId))) void loadChat(chatId);
  };

  const reportDelivered = (chatId: ChatId) => {
    if (reported.size === 0) later(deliveredEvery, sayDelivered);
    reported.add(chatId);
  };

  const sayDelivered = () => {
    for (const chatId of reported) {
      const chat = world().chats.get(chatId);
      if (!chat) continue;
      const mine = receiptOf(chat, me.id);
      const upTo = chat.head.seq;
      if (mine.delivered >= upTo || !live.say({ type: "delivered", chatId, upTo })) continue;
      change((old) => withChat(old, chatId, (it) => withReceipt(it, { ...mine, delivered: upTo })));
    }
    reported.clear();
  };

  const loadList = async () => {
    const known = new Set(world().chats.keys());
    try {
      const views = await allPages();
      reportReads(views);
      change((old) => withList(old, views, known));
      for (const view of views) reportDelivered(view.id);
      watch();
    } catch {
      if (world().list === "loading") change((old) => ({ ...old, list: "failed" }));
    }
  };

  const allPages = async (): Promise<ChatView[]> => {
    const views: ChatView[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < listPages; page++) {
      const answer = await api.chats(cursor);
      views.push(...answer.chats);
      cursor = answer.next;
      if (cursor === undefined) break;
    }
    return views;
  };

  /** Marks that were set while the connection was away are said again. */
  const reportReads = (views: readonly ChatView[]) => {
    for (const view of views) {
      const chat = world().chats.get(view.id);
      const theirs = view.receipts.find((receipt) => receipt.userId === me.id)?.read ?? 0;
      const mine = chat ? receiptOf(chat, me.id).read : 0;
      if (mine > theirs && mine <= view.head.seq) live.say({ type: "read", chatId: view.id, upTo: mine });
    }
  };

  const loadChat = (chatId: ChatId): Promise<void> => {
    const running = fetching.get(chatId);
    if (running) return running;
    const work = fetchChat(chatId).finally(() => fetching.delete(chatId));
    fetching.set(chatId, work);
    return work;
  };

  const fetchChat = async (chatId: ChatId) => {
    try {
      keep(await api.chat(chatId));
      reportDelivered(chatId);
    } catch (error) {
      if (asRefusal(error).code === "NOT_FOUND") change((old) => withoutChat(old, chatId));
    }
  };

  const keep = (view: ChatView) => {
    change((old) => withViews(old, [view]));
    watch();
  };

  /** Whose presence we want: partners, and the members of the open conversation. */
  const watch = () => {
    const { chats } = world();
    const open = openChat ? (chats.get(openChat)?.users ?? []) : [];
    const partners = [...chats.values()].flatMap((chat) => partner(chat, me.id) ?? []);
    const ids = [...new Set([...open, ...partners].map((user) => user.id))].filter((id) => id !== me.id);
    const userIds = ids.slice(0, limits.watchedUsers);
    const key = [...userIds].sort().join();
    if (key !== watched && live.say({ type: "presence", userIds })) watched = key;
  };

  /** Learns the names of people that no view told us. */
  const meet = (ids: readonly UserId[]) => {
    for (const id of ids) {
      if (world().names.has(id) || asked.has(id)) continue;
      asked.add(id);
      api
        .person(id)
        .then((person) => change((old) => withPeople(old, [person])))
        .catch(() => asked.delete(id));
    }
  };

  const unreadFrom = (chat: Chat): number | undefined =>
    unread(chat, me.id) > 0 ? receiptOf(chat, me.id).read : undefined;

  /** The newest page, and what lies before it down to the first unread entry, within bounds. */
  const newest = async (chat: Chat) => {
    let page = await api.before(chat.id, chat.head.seq + 1);
    const { head } = page;
    let entries = page.entries;
    const wanted = (unreadFrom(chat) ?? chat.head.seq) - 1;
    for (let more = 0; more < unreadPages && full(page.entries) && firstSeq(entries) > wanted; more++) {
      page = await api.before(chat.id, firstSeq(entries));
      entries = [...page.entries, ...entries];
    }
    return { entries, head, full: full(page.entries) };
  };

  const openTimeline = async (chatId: ChatId) => {
    const chat = world().chats.get(chatId);
    if (!chat || opening.has(chatId)) return;
    opening.add(chatId);
    if (world().timelines.get(chatId)?.kind !== "ready") change((old) => withOpening(old, chatId));
    trimTimelines(chatId);
    try {
      const page = await newest(chat);
      meet(page.entries.flatMap(peopleIn));
      // What came live meanwhile is asked for by resume below; a wide gap starts from this page.
      change((old) =>
        withTimeline(withOpening(old, chatId), chatId, {
          type: "opened",
          entries: page.entries,
          head: Math.max(page.head, old.chats.get(chatId)?.head.seq ?? 0),
          full: page.full,
          readBefore: unreadFrom(chat),
        }),
      );
      change((old) => ({ ...old, outbox: settled(old) }));
      resume(chatId);
    } catch (error) {
      change((old) => withTimeline(old, chatId, { type: "failed", code: asRefusal(error).code }));
    } finally {
      opening.delete(chatId);
    }
  };

  const trimTimelines = (kept: ChatId) =>
    change((old) => {
      const mine = old.timelines.get(kept);
      const others = [...old.timelines].filter(([id]) => id !== kept).slice(-(timelinesKept - 1));
      return mine ? { ...old, timelines: new Map([...others, [kept, mine]]) } : old;
    });

  const loadOlder = async (chatId: ChatId) => {
    const timeline = world().timelines.get(chatId);
    if (timeline?.kind !== "ready" || timeline.older === "loading" || timeline.older === "none") return;
    change((old) => withTimeline(old, chatId, { type: "older-asked" }));
    try {
      const page = await api.before(chatId, firstSeq(timeline.entries));
      meet(page.entries.flatMap(peopleIn));
      const { entries } = page;
      change((old) => withTimeline(old, chatId, { type: "older-came", entries, full: full(entries) }));
    } catch {
      change((old) => withTimeline(old, chatId, { type: "older-failed" }));
    }
  };

  const send = (chatId: ChatId, text: string): boolean => {
    if (world().outbox.length >= outboxLimit) return false;
    const pending: Pending = {
      chatId,
      clientMessageId: newClientMessageId(),
      text,
      writtenAt: new Date(now()).toISOString(),
      attempts: 0,
      state: { kind: "pending" },
    };
    change((old) => ({ ...old, outbox: [...old.outbox, pending] }));
    typingSaid = undefined;
    return true;
  };

  const retry = (id: ClientMessageId) => change((old) => ({ ...old, outbox: retried(old.outbox, id) }));

  const discard = (id: ClientMessageId) =>
    change((old) => ({ ...old, outbox: without(old.outbox, (it) => it.clientMessageId === id) }));

  /** The person saw everything up to this entry. */
  const read = (chatId: ChatId, upTo: number) => {
    const chat = world().chats.get(chatId);
    const timeline = world().timelines.get(chatId);
    if (!chat || timeline?.kind !== "ready" || receiptOf(chat, me.id).read >= upTo) return;
    const entry = timeline.entries.find((it) => it.seq === upTo);
    if (!entry) return;
    live.say({ type: "read", chatId, upTo });
    const mine = { userId: me.id, delivered: upTo, read: upTo, readOrdinal: entry.ordinal };
    change((old) => withChat(old, chatId, (it) => withReceipt(it, mine)));
  };

  const typing = (chatId: ChatId, active: boolean) => {
    if (!active && typingSaid?.chatId !== chatId) return;
    if (active && typingSaid?.chatId === chatId && now() - typingSaid.at < typingEvery) return;
    typingSaid = active ? { chatId, at: now() } : undefined;
    live.say({ type: "typing", chatId, active });
  };

  /** The conversation that is on screen. */
  const look = (chatId: ChatId | undefined) => {
    openChat = chatId;
    watch();
    const chat = chatId && world().chats.get(chatId);
    if (!chat) return;
    if (world().timelines.has(chat.id)) {
      change((old) => withTimeline(old, chat.id, { type: "divider", readBefore: unreadFrom(chat) }));
    } else void openTimeline(chat.id);
  };

  const close = () => {
    closed = true;
    stopRenewing();
    for (const timer of timers) clearTimeout(timer);
    sender.close();
    live.close();
  };

  return {
    store,
    api,
    start: live.start,
    hurry: live.hurry,
    isClosed: () => closed,
    close,
    loadList,
    loadChat,
    keep,
    look,
    openTimeline,
    loadOlder,
    drafts: new Map<ChatId, string>(),
    send,
    retry,
    discard,
    read,
    typing,
    meet,
    introduce: (people: Parameters<typeof withPeople>[1]) => change((old) => withPeople(old, people)),
    renamed: (name: string) => change((old) => withPeople({ ...old, me: { ...old.me, name } }, [{ id: me.id, name }])),
    forget: (chatId: ChatId) => change((old) => withoutChat(old, chatId)),
  };
};

export type Client = ReturnType<typeof createClient>;

const full = (entries: readonly LogEntry[]): boolean => entries.length >= limits.pageEntries;

const peopleIn = (entry: LogEntry): UserId[] => {
  switch (entry.type) {
    case "message":
      return [entry.sender];
    case "notice":
      return [entry.actor, ...entry.subjects];
    case "unsupported":
      return [];
    default:
      return entry satisfies never;
  }
};
