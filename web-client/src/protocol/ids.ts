import { z } from "./schema";

export const ChatId = z
  .string()
  .check(z.regex(/^[0-9a-f]{24}$/))
  .brand<"ChatId">();
export type ChatId = z.infer<typeof ChatId>;

export const UserId = z
  .string()
  .check(z.regex(/^[0-9a-f]{24}$/))
  .brand<"UserId">();
export type UserId = z.infer<typeof UserId>;

export const ClientMessageId = z.uuid().brand<"ClientMessageId">();
export type ClientMessageId = z.infer<typeof ClientMessageId>;

export const newClientMessageId = (): ClientMessageId => ClientMessageId.parse(crypto.randomUUID());

/** A position in a log, or a count of its messages. */
export const Count = z.number().check(z.int(), z.nonnegative());
