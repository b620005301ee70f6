import type { ClientMessageId } from "../protocol";
import { heads, isWaiting, type Outbox, type Pending } from "./outbox";

type Surroundings = {
  outbox: () => Outbox;
  /** False when nothing could be said. */
  say: (pending: Pending) => boolean;
  now: () => number;
};

/**
 * Says what waits in the outbox: one send at a time in each conversation, so that none can pass an earlier one that is
 * refused, and none twice on the same connection while its answer is still to come. However many are refused, there is
 * one timer for all of them.
 */
export const createSender = ({ outbox, say, now }: Surroundings) => {
  /** Said on this connection, without an answer so far. */
  const unanswered = new Set<ClientMessageId>();
  let rest: { until: number; timer: ReturnType<typeof setTimeout> } | undefined;

  const ready = (pending: Pending) =>
    !unanswered.has(pending.clientMessageId) && (pending.attempts === 0 || rest === undefined);

  const attempt = (pending: Pending) => {
    // Noted first: the answer may come while we are still speaking.
    unanswered.add(pending.clientMessageId);
    if (!say(pending)) unanswered.delete(pending.clientMessageId);
  };

  /** To be called whenever the outbox has changed. */
  const flush = () => {
    for (const pending of heads(outbox())) if (ready(pending)) attempt(pending);
  };

  const wake = () => {
    rest = undefined;
    flush();
  };

  /** The longest wait that anybody asked for holds for all who were refused. */
  const postpone = (delay: number) => {
    const until = now() + delay;
    if (rest && rest.until >= until) return;
    clearTimeout(rest?.timer);
    rest = { until, timer: setTimeout(wake, delay) };
  };

  return {
    flush,
    /** The server did not take this send; while it may still do so, it is said again after the delay. */
    refused: (id: ClientMessageId, delay: number) => {
      unanswered.delete(id);
      if (outbox().some((pending) => pending.clientMessageId === id && isWaiting(pending))) postpone(delay);
    },
    /** A new connection: answers that have not come will not come. */
    reconnected: () => {
      unanswered.clear();
      flush();
    },
    close: () => clearTimeout(rest?.timer),
  };
};
