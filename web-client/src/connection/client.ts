import { createStore } from "zustand/vanilla";
import {
  type ChatId,
  type ChatView,
  type ClientMessageId,
  type Cursor,
  type ErrorCode,
  type LogEntry,
  limits,
  type Me,
  newClientMessageId,
  type ServerEvent,
  type UserId,
} from "../protocol";
import type { Api } from "./api";
import { backOff } from "./backoff";
import { type Chat, partner, receiptOf, unread, withReceipt } from "./chats";
import { createGaps } from "./gaps";
import { asRefusal } from "./http";
import { createLive, type Wire } from "./live";
import { outboxLimit, type Pending, retried, without } from "./outbox";
import { createReceipts } from "./receipts";
import { createSender } from "./sender";
import type { Session } from "./session";
import { createTabs, type Word } from "./tabs";
import { firstSeq } from "./timeline";
import {
  apply,
  emptyWorld,
  forgetTyping,
  ownMarks,
  typingLasts,
  type World,
  withChat,
  withDraft,
  withList,
  withOpening,
  withoutChat,
  withoutTimeline,
  withPeople,
  withSettled,
  withTimeline,
  withViewAfresh,
  withViews,
} from "./world";

type Surroundings = { session: Session; api: Api; me: Me; open: () => Wire; now?: () => number; random?: () => number };

/** Timelines kept in memory; the one that was opened longest ago goes first. */
const timelinesKept = 20;
const listPages = 50;
/** Pages loaded beyond the newest so that a conversation can open at its first unread entry. */
const unreadPages = 5;
/** An acknowledged send is in the log; when its entry does not come by itself in this time, it is asked for. */
const gapPatience = 1_500;
/** The tab that read it says so itself; another one only when the server does not hear it from there. */
const readElsewhere = 2_000;
const loadAttempts = 5;
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
  const fetching = new Map<ChatId, { again: boolean; done: Promise<void> }>();
  /** Conversations that came or went while the list was on its way: there the list is old. */
  let listing: { came: Set<ChatId>; went: Set<ChatId> } | undefined;
  let listFailures = 0;
  let editions = 0;
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

  /** The open conversation first, then those opened last. */
  const cursors = (): Cursor[] => {
    const mine = [...world().timelines]
      .flatMap(([chatId, timeline]) => (timeline.kind === "ready" ? [{ chatId, seq: timeline.upTo }] : []))
      .reverse()
      .sort((a, b) => Number(b.chatId === openChat) - Number(a.chatId === openChat))
      .slice(0, limits.helloCursors);
    gaps.greeted(mine);
    return mine;
  };

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
  const gaps = createGaps({
    extent: (chatId) => {
      const timeline = world().timelines.get(chatId);
      return timeline?.kind === "ready" && !opening.has(chatId) ? timeline : undefined;
    },
    open: () => openChat,
    say: (chatId, after) => live.say({ type: "resume", chatId, after }),
    // What nobody looks at is loaded when somebody does.
    reload: (chatId) => {
      if (chatId === openChat) void openTimeline(chatId);
      else dropTimeline(chatId);
    },
    now,
  });
  const receipts = createReceipts({
    marks: (chatId) => ownMarks(world(), chatId),
    say: (type, chatId, upTo) => live.say({ type, chatId, upTo }),
    now,
  });
  const tabs = createTabs(me.id, (word) => heardFromTab(word));
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
        receipts.reconnected();
        return sender.reconnected();
      case "heads":
        for (const head of event.heads) gaps.check(head.chatId);
        return event.more ? undefined : void loadList();
      case "heartbeat":
        for (const head of event.heads) catchUp(head.chatId);
        return;
      case "entries":
        return entriesCame(event.chatId, event.entries, event.more);
      case "ack":
        return later(gapPatience, () => gaps.check(event.chatId));
      case "typing":
        meet([event.userId]);
        return event.active ? later(typingLasts + 50, () => change((old) => forgetTyping(old, now()))) : undefined;
      case "added":
        return void loadChat(event.chatId);
      case "removed":
        listing?.came.delete(event.chatId);
        listing?.went.add(event.chatId);
        return watch();
      case "resync":
        return void loadAfresh(event.chatId);
      case "error":
        return refused(event);
      case "receipt":
        if (event.receipt.userId === me.id) receipts.confirmed(event.chatId, event.receipt);
        return;
      case "presence":
      case "pong":
        return undefined;
      default:
        return event satisfies never;
    }
  };

  const refused = (event: Extract<ServerEvent, { type: "error" }>) => {
    const delay = event.retryAfterMs ?? retryAfter;
    if (event.ref) return sender.refused(event.ref, delay);
    if (!passing.has(event.code)) return;
    // Which one it was is not said: both judge by what is still missing.
    gaps.refused(delay);
    receipts.refused(delay);
  };

  const entriesCame = (chatId: ChatId, entries: readonly LogEntry[], more: boolean) => {
    if (!world().chats.has(chatId)) return void loadChat(chatId);
    meet(entries.flatMap(peopleIn));
    gaps.paged(chatId, entries.at(-1)?.seq, more);
    // A notice changes what only the view tells whole; so does whatever a gap swallowed.
    if (entries.some((entry) => entry.type === "notice")) void loadChat(chatId);
    else catchUp(chatId);
    if (entries.some((entry) => entry.type !== "message" || entry.sender !== me.id)) receipts.want(chatId);
  };

  /** The server's log is perhaps further than what we saw of a conversation. */
  const catchUp = (chatId: ChatId) => {
    gaps.check(chatId);
    const chat = world().chats.get(chatId);
    const filling = world().timelines.get(chatId)?.kind === "ready";
    if (!chat || (chat.seen < chat.head.seq && !filling)) void loadChat(chatId);
  };

  const heardFromTab = (word: Word) => {
    switch (word.type) {
      case "read": {
        const { chatId, upTo, ordinal } = word;
        const mine = { userId: me.id, delivered: upTo, read: upTo, readOrdinal: ordinal };
        change((old) => withChat(old, chatId, (chat) => withReceipt(chat, mine)));
        return receipts.want(chatId, readElsewhere);
      }
      case "draft":
        return change((old) => withDraft(old, word.chatId, word.text));
      case "arrived":
        for (const [chatId, text] of world().drafts) tabs.say({ type: "draft", me: me.id, chatId, text });
        return;
      default:
        return word satisfies never;
    }
  };

  const loadList = async () => {
    const known = new Set(world().chats.keys());
    const mine = { came: new Set<ChatId>(), went: new Set<ChatId>() };
    listing = mine;
    try {
      const views = await allPages();
      // A later one is on its way.
      if (listing !== mine || closed) return;
      listing = undefined;
      listFailures = 0;
      for (const id of mine.came) known.delete(id);
      listCame(
        views.filter((view) => !mine.went.has(view.id)),
        known,
      );
    } catch {
      if (listing === mine) listFailed();
    }
  };

  const listCame = (views: readonly ChatView[], known: ReadonlySet<ChatId>) => {
    change((old) => withList(old, views, known));
    for (const view of views) {
      viewCame(view);
      catchUp(view.id);
    }
    watch();
  };

  /** The connection lives and says nothing more of what it said while the list was away. */
  const listFailed = () => {
    listing = undefined;
    if (world().list === "loading") change((old) => ({ ...old, list: "failed" }));
    listFailures++;
    later(retryAfter + backOff(listFailures, random), () => {
      if (world().live.kind === "live" && !listing && listFailures > 0) void loadList();
    });
  };

  /** Marks that were set while the connection was away are said again, and a head may show a gap. */
  const viewCame = (view: ChatView) => {
    const theirs = view.receipts.find((receipt) => receipt.userId === me.id);
    if (theirs) receipts.confirmed(view.id, theirs);
    change((old) => withTimeline(old, view.id, { type: "known", head: view.head.seq }));
    receipts.want(view.id);
    gaps.check(view.id);
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

  const loadChat = (chatId: ChatId, attempt = 0): Promise<void> => {
    const running = fetching.get(chatId);
    if (running) {
      // Its answer may have been made before what is asked for now.
      running.again = true;
      return running.done;
    }
    const task = { again: false, done: Promise.resolve() };
    fetching.set(chatId, task);
    task.done = fetchChat(chatId, attempt).finally(() => {
      fetching.delete(chatId);
      return task.again && !closed ? loadChat(chatId) : undefined;
    });
    return task.done;
  };

  const fetchChat = async (chatId: ChatId, attempt: number) => {
    try {
      const view = await api.chat(chatId);
      if (closed) return;
      keep(view);
      const chat = world().chats.get(chatId);
      if (chat && chat.seen < chat.head.seq && attempt < loadAttempts) loadChatLater(chatId, attempt + 1);
    } catch (error) {
      if (asRefusal(error).code === "NOT_FOUND") change((old) => withoutChat(old, chatId));
      else if (attempt < loadAttempts) loadChatLater(chatId, attempt + 1);
    }
  };

  const loadChatLater = (chatId: ChatId, attempt: number) =>
    later(retryAfter + backOff(attempt, random), () => {
      if (world().live.kind === "live") void loadChat(chatId, attempt);
    });

  const keep = (view: ChatView) => {
    listing?.came.add(view.id);
    listing?.went.delete(view.id);
    change((old) => withViews(old, [view]));
    viewCame(view);
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

  /** The newest page, and what lies before it down to the first unread or loaded entry, within bounds. */
  const newest = async (chat: Chat) => {
    const upTo = chat.head.seq;
    let page = await api.before(chat.id, upTo + 1);
    const { head } = page;
    let entries = page.entries;
    // Where somebody reads in what is replaced, their place stays.
    const here = world().timelines.get(chat.id);
    const oldest = here?.kind === "ready" ? firstSeq(here.entries) : upTo;
    const wanted = Math.min((unreadFrom(chat) ?? upTo) - 1, oldest);
    for (let more = 0; more < unreadPages && full(page.entries) && firstSeq(entries) > wanted; more++) {
      page = await api.before(chat.id, firstSeq(entries));
      entries = [...page.entries, ...entries];
    }
    return { entries, upTo, head, full: full(page.entries) };
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
          edition: ++editions,
          entries: page.entries,
          upTo: page.upTo,
          head: Math.max(page.head, old.chats.get(chatId)?.head.seq ?? 0),
          full: page.full,
          readBefore: unreadFrom(chat),
        }),
      );
      change(withSettled);
      opening.delete(chatId);
      gaps.check(chatId);
      receipts.want(chatId);
    } catch (error) {
      opening.delete(chatId);
      change((old) => withTimeline(old, chatId, { type: "failed", code: asRefusal(error).code }));
      later(retryAfter + backOff(1, random), () => gaps.check(chatId));
    }
  };

  const dropTimeline = (chatId: ChatId) => {
    change((old) => withoutTimeline(old, chatId));
    receipts.want(chatId);
  };

  /**
   * The server's log ends before what is here: a log that was set back. View and newest page replace what is here, which
   * stays on screen until they have come.
   */
  const loadAfresh = async (chatId: ChatId) => {
    if (opening.has(chatId)) return;
    opening.add(chatId);
    try {
      const view = await api.chat(chatId);
      change((old) => withViewAfresh(old, view));
    } catch (error) {
      if (asRefusal(error).code === "NOT_FOUND") return change((old) => withoutChat(old, chatId));
      return later(retryAfter + backOff(0, random), () => void loadAfresh(chatId));
    } finally {
      opening.delete(chatId);
    }
    if (chatId === openChat) await openTimeline(chatId);
    else dropTimeline(chatId);
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
    const mine = { userId: me.id, delivered: upTo, read: upTo, readOrdinal: entry.ordinal };
    change((old) => withChat(old, chatId, (it) => withReceipt(it, mine)));
    receipts.want(chatId);
    tabs.say({ type: "read", me: me.id, chatId, upTo, ordinal: entry.ordinal });
  };

  const draft = (chatId: ChatId, text: string) => {
    change((old) => withDraft(old, chatId, text));
    tabs.say({ type: "draft", me: me.id, chatId, text });
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
      gaps.check(chat.id);
    } else void openTimeline(chat.id);
  };

  const start = () => {
    tabs.say({ type: "arrived", me: me.id });
    live.start();
  };

  const close = () => {
    closed = true;
    stopRenewing();
    for (const timer of timers) clearTimeout(timer);
    sender.close();
    gaps.close();
    receipts.close();
    tabs.close();
    live.close();
  };

  return {
    store,
    api,
    start,
    hurry: live.hurry,
    isClosed: () => closed,
    close,
    loadList,
    loadChat,
    keep,
    look,
    openTimeline,
    loadOlder,
    draft,
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

/** Refusals of a resume or a report after which it may be repeated. */
const passing: ReadonlySet<ErrorCode> = new Set(["RATE_LIMITED", "OVERLOADED", "UNAVAILABLE", "INTERNAL"]);

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
