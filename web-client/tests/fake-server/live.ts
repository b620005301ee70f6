import type { WebSocket } from "ws";
import {
  type ChatId,
  ClientCommand,
  type ErrorCode,
  type LogEntry,
  type ServerEvent,
  type UserId,
} from "../../src/protocol";
import { type Conversation, ordinalAt, type State } from "./state";

type Connection = { userId: UserId; socket: WebSocket; watched: Set<UserId> };
type Said<T extends ClientCommand["type"]> = Extract<ClientCommand, { type: T }>;
type Content =
  | {
      type: "message";
      sender: UserId;
      clientMessageId: Extract<LogEntry, { type: "message" }>["clientMessageId"];
      text: string;
    }
  | {
      type: "notice";
      kind: Extract<LogEntry, { type: "notice" }>["kind"];
      actor: UserId;
      subjects: UserId[];
      title?: string;
    };

/** What tests may do to the server. */
export type Mischief = {
  refuseSends: ErrorCode | undefined;
  swallowAcks: boolean;
  /** New connections end with this code, if any. */
  deaf: boolean | number;
  /** How long a refresh of the token takes, in milliseconds. */
  slowRefresh: number;
};

export const createLiveServer = (state: State) => {
  const connections = new Set<Connection>();
  const mischief: Mischief = { refuseSends: undefined, swallowAcks: false, deaf: false, slowRefresh: 0 };
  const sends: string[] = [];
  const reads: { userId: UserId; upTo: number; at: number }[] = [];

  const tell = (connection: Connection, event: ServerEvent) => connection.socket.send(JSON.stringify(event));
  const tellMembers = (chat: Conversation, event: ServerEvent, but?: UserId) => {
    for (const it of connections) if (chat.members.has(it.userId) && it.userId !== but) tell(it, event);
  };
  const tellPerson = (userId: UserId, event: ServerEvent) => {
    for (const it of connections) if (it.userId === userId) tell(it, event);
  };
  const online = (userId: UserId) => [...connections].some((it) => it.userId === userId);
  const tellPresence = (userId: UserId) => {
    const event: ServerEvent = { type: "presence", users: [{ userId, online: online(userId) }] };
    for (const it of connections) if (it.watched.has(userId)) tell(it, event);
  };

  const append = (chat: Conversation, content: Content, at = new Date()): LogEntry => {
    const seq = chat.log.length + 1;
    const base = { chatId: chat.id, seq, createdAt: at.toISOString() };
    const before = ordinalAt(chat, seq - 1);
    const entry: LogEntry =
      content.type === "message"
        ? { ...base, ...content, ordinal: before + 1, messageType: "text" }
        : { ...base, ...content, ordinal: before };
    chat.log.push(entry);
    if (content.type === "message") mark(chat, content.sender, seq, seq);
    tellMembers(chat, { type: "entries", chatId: chat.id, entries: [entry], more: false });
    return entry;
  };

  const mark = (chat: Conversation, userId: UserId, delivered: number, read: number) => {
    const membership = chat.members.get(userId);
    if (!membership) return;
    const old = membership.receipt;
    const nextRead = Math.max(old.read, read);
    membership.receipt = {
      userId,
      delivered: Math.max(old.delivered, delivered, nextRead),
      read: nextRead,
      readOrdinal: ordinalAt(chat, nextRead),
    };
    tellMembers(chat, { type: "receipt", chatId: chat.id, receipt: membership.receipt });
  };

  const chatOf = (connection: Connection, id: ChatId): Conversation | undefined => {
    const chat = state.chats.get(id);
    return chat?.members.has(connection.userId) ? chat : undefined;
  };

  const page = (chat: Conversation, after: number): ServerEvent => ({
    type: "entries",
    chatId: chat.id,
    entries: chat.log.slice(after, after + 100),
    more: chat.log.length > after + 100,
  });

  const send = (connection: Connection, command: Said<"send">) => {
    sends.push(command.clientMessageId);
    const { chatId, clientMessageId, text } = command;
    const chat = chatOf(connection, chatId);
    const code = mischief.refuseSends ?? (chat ? undefined : "NOT_FOUND");
    if (code || !chat) {
      return tell(connection, {
        type: "error",
        code: code ?? "NOT_FOUND",
        message: "Refused",
        ref: clientMessageId,
        chatId,
      });
    }
    const twin = chat.log.find((entry) => entry.type === "message" && entry.clientMessageId === clientMessageId);
    const entry = twin ?? append(chat, { type: "message", sender: connection.userId, clientMessageId, text });
    if (mischief.swallowAcks) return connection.socket.terminate();
    const { seq, createdAt } = entry;
    tell(connection, {
      type: "ack",
      chatId,
      clientMessageId,
      id: `${chatId}-${seq}`,
      seq,
      createdAt,
      duplicate: twin !== undefined,
    });
  };

  const hello = (socket: WebSocket, command: Said<"hello">): Connection | undefined => {
    const userId = state.tokens.get(command.token);
    if (!userId) {
      socket.close(4401);
      return undefined;
    }
    const connection: Connection = { userId, socket, watched: new Set() };
    connections.add(connection);
    socket.on("close", () => {
      connections.delete(connection);
      tellPresence(userId);
    });
    tell(connection, {
      type: "welcome",
      connectionId: "fake",
      userId,
      heartbeatMs: 10_000,
      tokenExpiresAt: new Date(Date.now() + 600_000).toISOString(),
    });
    const mine = [...state.chats.values()].filter((chat) => chat.members.has(userId));
    tell(connection, {
      type: "heads",
      heads: mine.map((chat) => ({ chatId: chat.id, seq: chat.log.length, ordinal: ordinalAt(chat, chat.log.length) })),
      more: false,
    });
    for (const cursor of command.cursors) {
      const chat = chatOf(connection, cursor.chatId);
      if (chat && chat.log.length > cursor.seq) tell(connection, page(chat, cursor.seq));
    }
    tellPresence(userId);
    return connection;
  };

  const hear = (connection: Connection, command: ClientCommand) => {
    switch (command.type) {
      case "hello":
        return connection.socket.close(4400);
      case "renew":
        return state.tokens.has(command.token) ? undefined : connection.socket.close(4401);
      case "send":
        return send(connection, command);
      case "delivered":
      case "read": {
        const chat = chatOf(connection, command.chatId);
        if (!chat || command.upTo > chat.log.length) {
          return tell(connection, { type: "error", code: "BAD_REQUEST", message: "Beyond the head" });
        }
        if (command.type === "read") reads.push({ userId: connection.userId, upTo: command.upTo, at: Date.now() });
        return mark(chat, connection.userId, command.upTo, command.type === "read" ? command.upTo : 0);
      }
      case "typing": {
        const chat = chatOf(connection, command.chatId);
        const { chatId, active } = command;
        return (
          chat && tellMembers(chat, { type: "typing", chatId, userId: connection.userId, active }, connection.userId)
        );
      }
      case "presence":
        connection.watched = new Set(command.userIds);
        return tell(connection, {
          type: "presence",
          users: command.userIds.map((userId) => ({ userId, online: online(userId) })),
        });
      case "resume": {
        const chat = chatOf(connection, command.chatId);
        return chat && tell(connection, page(chat, command.after));
      }
      case "ping":
        return tell(connection, { type: "pong" });
      default:
        return command satisfies never;
    }
  };

  const accept = (socket: WebSocket) => {
    if (mischief.deaf) return socket.close(mischief.deaf === true ? 1013 : mischief.deaf);
    let connection: Connection | undefined;
    socket.on("message", (data) => {
      const command = ClientCommand.safeParse(JSON.parse(data.toString()));
      if (!command.success) return socket.close(4400, "the client sent a frame that breaks the protocol");
      if (connection) return hear(connection, command.data);
      if (command.data.type !== "hello") return socket.close(4401);
      connection = hello(socket, command.data);
    });
  };

  const closeAll = (code: number, userId?: UserId, reason = "") => {
    for (const it of connections) if (!userId || it.userId === userId) it.socket.close(code, reason);
  };

  return { accept, append, mark, tellMembers, tellPerson, closeAll, mischief, sends, reads };
};

export type LiveServer = ReturnType<typeof createLiveServer>;
