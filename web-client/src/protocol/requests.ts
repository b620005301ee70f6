import { ChatId, ClientMessageId, UserId } from "./ids";
import { z } from "./schema";

/** What we put into HTTP bodies. Nothing unknown: servers refuse it. */
export const Login = z.strictObject({ email: z.string() });
export const Verify = z.strictObject({ email: z.string(), otp: z.string().check(z.regex(/^\d{6}$/)) });
export const UpdateUser = z.strictObject({ name: z.string() });
export const FindUser = z.strictObject({ email: z.string() });
export const OpenDirect = z.strictObject({ otherUserId: UserId });
export const OpenGroup = z.strictObject({
  clientRequestId: z.uuid(),
  title: z.string(),
  members: z.array(UserId),
});
export const AddMembers = z.strictObject({ userIds: z.array(UserId) });
export const Rename = z.strictObject({ title: z.string() });
export const SendMessage = z.strictObject({
  chatId: ChatId,
  clientMessageId: ClientMessageId,
  text: z.string(),
});
