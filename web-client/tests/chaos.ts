import type { Wire } from "../src/connection";
import { ChatId, ClientCommand, type LogEntry, type Message, type Receipt, type ServerEvent } from "../src/protocol";
import { ada, bela, message, uuid } from "./sample";

/** The same numbers for the same seed, so that a failure can be looked at. */
export const randomOf = (seed: number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

export const chatOf = (n: number): ChatId => ChatId.parse(n.toString(16).padStart(24, "0"));

type Chat = { id: ChatId; log: Message[]; receipt: Receipt };
type Said<T extends ClientCommand["type"]> = Extract<ClientCommand, { type: T }>;

const page = 40;
/** What real servers let through: so many frames a second, and twice as many at once. */
const rate = 30;

/**
 * A server in memory behind a wire that loses, repeats and reorders what carries entries, and cuts. Only heads come
 * for certain as long as the wire lives. Its time is the test's.
 */
export const createChaos = (seed: number, chatCount: number) => {
  const random = randomOf(seed);
  const chats = new Map<ChatId, Chat>();
  for (let n = 0; n < chatCount; n++) {
    const id = chatOf(n);
    chats.set(id, { id, log: [], receipt: { userId: ada, delivered: 0, read: 0, readOrdinal: 0 } });
  }
  const wild = { on: true };
  const reports: { chatId: ChatId; upTo: number; type: "delivered" | "read"; at: number; wire: number }[] = [];
  const hellos: Said<"hello">[] = [];
  const faults: string[] = [];
  let refusals = 0;
  let wires = 0;
  let uuids = 0;
  let current: ReturnType<typeof connect> | undefined;

  const entriesOf = (chat: Chat, after: number): ServerEvent => ({
    type: "entries",
    chatId: chat.id,
    entries: chat.log.slice(after, after + page),
    more: chat.log.length > after + page,
  });
  const headOf = ({ id, log }: Chat) => ({ chatId: id, seq: log.length, ordinal: log.length });

  const append = (chat: Chat, fields: Partial<Message>): LogEntry => {
    const seq = chat.log.length + 1;
    const entry = message(seq, { chatId: chat.id, text: `${chat.id.slice(-3)}/${seq}`, ...fields });
    chat.log.push(entry);
    if (entry.sender === ada) chat.receipt = { userId: ada, delivered: seq, read: seq, readOrdinal: seq };
    current?.changed(chat);
    current?.tell({ type: "entries", chatId: chat.id, entries: [entry], more: false });
    return entry;
  };

  const connect = () => {
    const mine = ++wires;
    const changed = new Set<Chat>();
    let ended = false;
    let tokens = 2 * rate;
    let filledAt = Date.now();
    let orderly = 0;
    const wire: Wire = { send: (text) => hear(text), close: () => end(), onopen: null, onmessage: null, onclose: null };
    const end = () => {
      ended = true;
      clearInterval(beat);
    };

    const hand = (event: ServerEvent, delay: number) =>
      setTimeout(() => {
        if (!ended) wire.onmessage?.(new MessageEvent("message", { data: JSON.stringify(event) }));
      }, delay);

    const tell = (event: ServerEvent) => {
      if (ended) return undefined;
      orderly = Math.max(orderly, Date.now() + Math.floor(random() * 60));
      const delay = orderly - Date.now();
      if (!wild.on || event.type === "welcome") return hand(event, delay);
      if (event.type === "entries" && random() < 0.15) return undefined;
      if (random() < 0.1) hand(event, delay + Math.floor(random() * 3_000));
      return hand(event, delay + (random() < 0.15 ? Math.floor(random() * 500) : 0));
    };

    const beat = setInterval(() => {
      tell({ type: "heartbeat", heads: [...changed].map(headOf) });
      changed.clear();
    }, 10_000);

    const greet = (hello: Said<"hello">) => {
      hellos.push(hello);
      tell({
        type: "welcome",
        connectionId: `c${mine}`,
        userId: ada,
        heartbeatMs: 10_000,
        tokenExpiresAt: "2026-11-22T10:15:30Z",
      });
      const heads = [...chats.values()].map(headOf);
      for (let from = 0; from < heads.length; from += 200) {
        tell({ type: "heads", heads: heads.slice(from, from + 200), more: from + 200 < heads.length });
      }
      for (const cursor of hello.cursors) {
        const chat = chats.get(cursor.chatId);
        if (chat && chat.log.length > cursor.seq) tell(entriesOf(chat, cursor.seq));
      }
    };

    const hear = (text: string) => {
      const command = ClientCommand.parse(JSON.parse(text));
      if (command.type === "hello") return greet(command);
      tokens = Math.min(2 * rate, tokens + ((Date.now() - filledAt) / 1000) * rate) - 1;
      filledAt = Date.now();
      if (tokens < 0) {
        tokens = 0;
        refusals++;
        return void tell({ type: "error", code: "RATE_LIMITED", message: "", retryAfterMs: 100 });
      }
      const chat = "chatId" in command ? chats.get(command.chatId) : undefined;
      if (!chat) return undefined;
      switch (command.type) {
        case "send": {
          const { clientMessageId, text: said, chatId } = command;
          const twin = chat.log.find((it) => it.clientMessageId === clientMessageId);
          const entry = twin ?? append(chat, { sender: ada, clientMessageId, text: said });
          const { seq, createdAt } = entry;
          const duplicate = twin !== undefined;
          return void tell({ type: "ack", chatId, clientMessageId, id: `${chatId}-${seq}`, seq, createdAt, duplicate });
        }
        case "delivered":
        case "read": {
          const { upTo, type, chatId } = command;
          if (upTo > chat.log.length) faults.push(`${type} beyond the head`);
          reports.push({ chatId, upTo, type, at: Date.now(), wire: mine });
          const read = type === "read" ? Math.max(chat.receipt.read, upTo) : chat.receipt.read;
          chat.receipt = {
            userId: ada,
            delivered: Math.max(chat.receipt.delivered, upTo),
            read,
            readOrdinal: read,
          };
          return void tell({ type: "receipt", chatId, receipt: chat.receipt });
        }
        case "resume":
          return void tell(entriesOf(chat, command.after));
        default:
          return undefined;
      }
    };

    const cut = (code: number) => {
      if (ended) return;
      end();
      wire.onclose?.(Object.assign(new Event("close"), { code, reason: "", wasClean: false }));
    };
    setTimeout(() => ended || wire.onopen?.(new Event("open")), 20);
    return { wire, tell, cut, changed: (chat: Chat) => changed.add(chat) };
  };

  const view = (chat: Chat) => {
    const latest = chat.log.at(-1);
    return {
      id: chat.id,
      kind: "group",
      title: `Chat ${chat.id}`,
      users: [
        { id: ada, name: "Ada" },
        { id: bela, name: "Béla" },
      ],
      memberCount: 2,
      role: "member",
      head: headOf(chat),
      ...(latest
        ? { latestMessage: { text: latest.text, sender: latest.sender, seq: latest.seq, createdAt: "" } }
        : {}),
      unread: chat.log.length - chat.receipt.readOrdinal,
      receipts: [chat.receipt],
      updatedAt: "2026-11-22T10:00:00Z",
    };
  };

  const user = { id: ada, email: "ada@example.org", name: "Ada" };

  const answer = (url: URL): unknown => {
    const [, , , kind, id = ""] = url.pathname.split("/");
    const chat = chats.get(ChatId.safeParse(id).data ?? chatOf(0));
    if (kind === "token") return { accessToken: "t", expiresInSeconds: 86_400, user };
    if (kind === "user") return { id: bela, name: "Béla" };
    if (kind === "chat" && id === "all") {
      const from = Number(url.searchParams.get("cursor") ?? 0);
      const next = from + 100 < chats.size ? { next: String(from + 100) } : {};
      return { chats: [...chats.values()].slice(from, from + 100).map(view), ...next };
    }
    if (kind === "chat" && chat) return view(chat);
    if (!chat) return undefined;
    const until = Math.min(chat.log.length, Number(url.searchParams.get("before")) - 1);
    const from = Math.max(0, until - Number(url.searchParams.get("limit")));
    return { chatId: chat.id, entries: chat.log.slice(from, until), head: chat.log.length };
  };

  /** The answer is made when the question is asked, and comes later. */
  const fetcher: typeof fetch = async (path) => {
    const url = new URL(String(path), "http://chaos");
    const failing = wild.on && !url.pathname.includes("token") && random() < 0.15;
    const body = failing ? { title: "", status: 503, detail: "", code: "UNAVAILABLE" } : answer(url);
    const response = Response.json(body, { status: failing ? 503 : 200 });
    await new Promise((done) => setTimeout(done, Math.floor(random() * 400)));
    return response;
  };

  const open = (): Wire => {
    current = connect();
    return current.wire;
  };
  const ends = [1006, 1011, 1012, 1013, 4408, 4430];
  return {
    chats,
    random,
    wild,
    hellos,
    reports,
    faults,
    refused: () => refusals,
    fetcher,
    open,
    /** Somebody else writes. */
    write: (chat: Chat) => append(chat, { sender: bela, clientMessageId: uuid(++uuids) }),
    cut: () => current?.cut(ends[Math.floor(random() * ends.length)] ?? 1006),
  };
};

export type Chaos = ReturnType<typeof createChaos>;
