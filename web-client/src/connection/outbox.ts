import type { ChatId, ClientMessageId, ErrorCode } from "../protocol";

export type Pending = {
  chatId: ChatId;
  clientMessageId: ClientMessageId;
  text: string;
  writtenAt: string;
  attempts: number;
  state: { kind: "pending" } | { kind: "acked"; seq: number } | { kind: "failed"; code: ErrorCode };
};

export type Outbox = readonly Pending[];

/** More waiting sends than anybody writes by hand; beyond it a new one is refused. */
export const outboxLimit = 500;
const attemptLimit = 8;

/** Codes after which the same send may succeed later, as it is. */
const passing: ReadonlySet<ErrorCode> = new Set(["RATE_LIMITED", "OVERLOADED", "UNAVAILABLE", "OUTCOME_UNKNOWN"]);

const change = (outbox: Outbox, id: ClientMessageId, next: (pending: Pending) => Pending): Outbox =>
  outbox.map((pending) => (pending.clientMessageId === id ? next(pending) : pending));

export const acked = (outbox: Outbox, id: ClientMessageId, seq: number): Outbox =>
  change(outbox, id, (pending) => ({ ...pending, state: { kind: "acked", seq } }));

/** Keeps it pending where repeating helps, up to a number of attempts. */
export const refused = (outbox: Outbox, id: ClientMessageId, code: ErrorCode): Outbox =>
  change(outbox, id, (pending) => {
    const attempts = pending.attempts + 1;
    const again = passing.has(code) && attempts < attemptLimit;
    return { ...pending, attempts, state: again ? { kind: "pending" } : { kind: "failed", code } };
  });

export const retried = (outbox: Outbox, id: ClientMessageId): Outbox =>
  change(outbox, id, (pending) => ({ ...pending, attempts: 0, state: { kind: "pending" } }));

export const without = (outbox: Outbox, gone: (pending: Pending) => boolean): Outbox =>
  outbox.some(gone) ? outbox.filter((pending) => !gone(pending)) : outbox;

export const isWaiting = (pending: Pending): boolean => pending.state.kind === "pending";

/** The oldest waiting send of each conversation; the others are behind it and wait for its outcome. */
export const heads = (outbox: Outbox): Outbox => {
  const first = new Map<ChatId, Pending>();
  for (const pending of outbox) {
    if (isWaiting(pending) && !first.has(pending.chatId)) first.set(pending.chatId, pending);
  }
  return [...first.values()];
};
