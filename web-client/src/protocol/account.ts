import { UserId } from "./ids";
import { z } from "./schema";

export const Me = z.object({ id: UserId, email: z.string(), name: z.string() });
export type Me = z.infer<typeof Me>;

export const CodeSent = z.object({ expiresInSeconds: z.number(), resendAfterSeconds: z.number() });
export type CodeSent = z.infer<typeof CodeSent>;

export const SignedIn = z.object({
  accessToken: z.string(),
  expiresInSeconds: z.number(),
  user: Me,
});
export type SignedIn = z.infer<typeof SignedIn>;
