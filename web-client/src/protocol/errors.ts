import { z } from "./schema";

export const errorCodes = [
  "BAD_REQUEST",
  "UNKNOWN_TYPE",
  "UNAUTHENTICATED",
  "CODE_REFUSED",
  "CREDENTIALS_REFUSED",
  "FORBIDDEN",
  "REAUTH_REQUIRED",
  "SUSPENDED",
  "ORIGIN_REFUSED",
  "NOT_FOUND",
  "METHOD_NOT_ALLOWED",
  "NOT_ACCEPTABLE",
  "CONFLICT",
  "IDEMPOTENCY_MISMATCH",
  "PAYLOAD_TOO_LARGE",
  "UNSUPPORTED_MEDIA_TYPE",
  "UNPROCESSABLE",
  "RATE_LIMITED",
  "INTERNAL",
  "UNAVAILABLE",
  "OVERLOADED",
  "SLOW_READER",
  "OUTCOME_UNKNOWN",
] as const;

/** A code of a newer server counts as its defect: what we cannot name we cannot act on. */
export const ErrorCode = z.catch(z.enum(errorCodes), "INTERNAL");
export type ErrorCode = (typeof errorCodes)[number];

/** The body of every HTTP error. */
export const Problem = z.object({
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: ErrorCode,
  retryAfterMs: z.optional(z.number()),
});
export type Problem = z.infer<typeof Problem>;
