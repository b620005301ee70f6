import { Head, LogEntry, Receipt, Sent } from "./chat";
import { ErrorCode } from "./errors";
import { ChatId, ClientMessageId, UserId } from "./ids";
import { z } from "./schema";

/** What servers say on the socket. Fields that we do not know are dropped. */
export const ServerEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("welcome"),
    connectionId: z.string(),
    userId: UserId,
    heartbeatMs: z.number().check(z.positive()),
    tokenExpiresAt: z.string(),
  }),
  z.object({ type: z.literal("heads"), heads: z.array(Head), more: z.boolean() }),
  z.object({
    type: z.literal("entries"),
    chatId: ChatId,
    entries: z.array(LogEntry),
    more: z.boolean(),
  }),
  z.extend(Sent, { type: z.literal("ack") }),
  z.object({ type: z.literal("receipt"), chatId: ChatId, receipt: Receipt }),
  z.object({
    type: z.literal("typing"),
    chatId: ChatId,
    userId: UserId,
    active: z.boolean(),
  }),
  z.object({
    type: z.literal("presence"),
    users: z.array(z.object({ userId: UserId, online: z.boolean() })),
  }),
  z.object({ type: z.literal("added"), chatId: ChatId }),
  z.object({ type: z.literal("removed"), chatId: ChatId }),
  z.object({ type: z.literal("heartbeat"), heads: z.array(Head) }),
  z.object({ type: z.literal("resync"), chatId: ChatId }),
  z.object({ type: z.literal("pong") }),
  z.object({
    type: z.literal("error"),
    code: ErrorCode,
    message: z.string(),
    ref: z.optional(ClientMessageId),
    chatId: z.optional(ChatId),
    retryAfterMs: z.optional(z.number()),
  }),
]);
export type ServerEvent = z.infer<typeof ServerEvent>;

const Typed = z.object({ type: z.string() });
const knownTypes: ReadonlySet<string> = new Set(
  ServerEvent.def.options.flatMap((option) => option.def.shape.type.def.values),
);

export type Frame =
  | { kind: "event"; event: ServerEvent }
  /** Of a newer server; ignored, as the protocol says. */
  | { kind: "unknown"; type: string }
  | { kind: "malformed" };

/** The border: whatever came in becomes one of three things, and never an exception. */
export const parseFrame = (data: unknown): Frame => {
  const json = typeof data === "string" ? parseJson(data) : undefined;
  const event = ServerEvent.safeParse(json);
  if (event.success) return { kind: "event", event: event.data };
  const typed = Typed.safeParse(json);
  return typed.success && !knownTypes.has(typed.data.type)
    ? { kind: "unknown", type: typed.data.type }
    : { kind: "malformed" };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
