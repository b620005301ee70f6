import { ChatId, ClientMessageId, Count, UserId } from "./ids";
import { z } from "./schema";

export const Cursor = z.strictObject({ chatId: ChatId, seq: Count });
export type Cursor = z.infer<typeof Cursor>;

/** What we say on the socket. Strict, because servers refuse fields that they do not know. */
export const ClientCommand = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("hello"),
    protocol: z.literal(1),
    token: z.string(),
    cursors: z.array(Cursor),
  }),
  z.strictObject({ type: z.literal("renew"), token: z.string() }),
  z.strictObject({
    type: z.literal("send"),
    chatId: ChatId,
    clientMessageId: ClientMessageId,
    text: z.string(),
  }),
  z.strictObject({ type: z.literal("delivered"), chatId: ChatId, upTo: Count }),
  z.strictObject({ type: z.literal("read"), chatId: ChatId, upTo: Count }),
  z.strictObject({ type: z.literal("typing"), chatId: ChatId, active: z.boolean() }),
  z.strictObject({ type: z.literal("presence"), userIds: z.array(UserId) }),
  z.strictObject({ type: z.literal("resume"), chatId: ChatId, after: Count }),
  z.strictObject({ type: z.literal("ping") }),
]);
export type ClientCommand = z.infer<typeof ClientCommand>;
