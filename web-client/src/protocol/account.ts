import { UserId } from "./ids";
import { z } from "./schema";

/** A role of a newer server counts as none. */
export const AccountRole = z.catch(z.enum(["user", "moderator", "admin"]), "user");
export type AccountRole = z.infer<typeof AccountRole>;

/** Without a role when an older server, or an older version of this page, wrote it down. */
export const Me = z.object({ id: UserId, email: z.string(), name: z.string(), role: z.optional(AccountRole) });
export type Me = z.infer<typeof Me>;

export const CodeSent = z.object({ expiresInSeconds: z.number(), resendAfterSeconds: z.number() });
export type CodeSent = z.infer<typeof CodeSent>;

export const SignedIn = z.object({
  accessToken: z.string(),
  expiresInSeconds: z.number(),
  user: Me,
});
export type SignedIn = z.infer<typeof SignedIn>;
