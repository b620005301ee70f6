import { afterClose, type ClientCommand, type Cursor, parseFrame, type ServerEvent } from "../protocol";
import { backOff, soon } from "./backoff";

export type LiveState =
  | { kind: "connecting"; attempt: number }
  | { kind: "live" }
  | { kind: "waiting"; attempt: number; until: number }
  /** The server said that coming back will not help. */
  | { kind: "stopped"; code: number }
  | { kind: "closed" };

/** As much of a WebSocket as we use. */
export interface Wire {
  send(text: string): void;
  close(): void;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
}

type Surroundings = {
  open: () => Wire;
  token: () => Promise<string>;
  refresh: () => Promise<string>;
  cursors: () => Cursor[];
  onEvent: (event: ServerEvent) => void;
  onState: (state: LiveState) => void;
  random?: () => number;
  now?: () => number;
};

const pingEvery = 20_000;
const patience = 10_000;
const steadyAfter = 5_000;

/**
 * The live connection: hello, heartbeat, and coming back. One wire at a time; what an earlier wire still says is
 * dropped. It knows nothing of what events mean.
 */
export const createLive = (around: Surroundings) => {
  const random = around.random ?? Math.random;
  const now = around.now ?? Date.now;
  let state: LiveState = { kind: "closed" };
  let wire: Wire | undefined;
  let attempt = 0;
  let heardAt = 0;
  let liveSince = 0;
  /** How often in a row the server refused our token. */
  let refusals = 0;
  let silence = 30_000;
  let timers: ReturnType<typeof setTimeout>[] = [];

  const become = (next: LiveState) => {
    state = next;
    around.onState(next);
  };

  const later = (delay: number, work: () => void) => void timers.push(setTimeout(work, delay));
  const every = (period: number, work: () => void) => void timers.push(setInterval(work, period));

  const drop = () => {
    for (const timer of timers) clearTimeout(timer);
    timers = [];
    const old = wire;
    wire = undefined;
    if (!old) return;
    old.onopen = old.onmessage = old.onclose = null;
    old.close();
  };

  /** A connection that lived for a while makes up for the failures before it. */
  const settle = () => {
    const steady = liveSince > 0 && now() - liveSince > steadyAfter;
    liveSince = 0;
    if (!steady) return;
    attempt = 0;
    refusals = 0;
  };

  const retryIn = (delay: number) => {
    drop();
    settle();
    attempt++;
    become({ kind: "waiting", attempt, until: now() + delay });
    later(delay, connect);
  };

  const connect = () => {
    drop();
    become({ kind: "connecting", attempt });
    void dial();
  };

  const dial = async () => {
    const mine = state;
    try {
      const value = await (refusals > 0 ? around.refresh() : around.token());
      if (state === mine) greet(value);
    } catch {
      if (state === mine) retryIn(backOff(attempt, random));
    }
  };

  const greet = (token: string) => {
    const opened = around.open();
    wire = opened;
    heardAt = now();
    later(patience, () => retryIn(backOff(attempt, random)));
    opened.onopen = () => transmit({ type: "hello", protocol: 1, token, cursors: around.cursors() });
    opened.onmessage = (message) => hear(message.data);
    opened.onclose = (closing) => ended(closing.code, closing.reason);
  };

  const hear = (data: unknown) => {
    heardAt = now();
    const frame = parseFrame(data);
    if (frame.kind !== "event") return;
    if (frame.event.type === "welcome") welcomed(frame.event.heartbeatMs);
    around.onEvent(frame.event);
  };

  const welcomed = (heartbeatMs: number) => {
    for (const timer of timers) clearTimeout(timer);
    timers = [];
    silence = 3 * heartbeatMs;
    liveSince = now();
    every(pingEvery, () => transmit({ type: "ping" }));
    every(silence / 3, () => now() - heardAt > silence && retryIn(backOff(attempt, random)));
    become({ kind: "live" });
  };

  const ended = (code: number, reason: string) => {
    const next = afterClose(code, reason);
    switch (next.kind) {
      case "give-up":
        drop();
        return become({ kind: "stopped", code: next.code });
      case "soon":
        return retryIn(next.afterMs ?? soon(random));
      case "back-off":
        return retryIn(backOff(attempt, random));
      case "refresh":
        return again();
      default:
        return next satisfies never;
    }
  };

  /** A refused token: a new one at once the first time, then as after any accident. */
  const again = () => {
    settle();
    refusals++;
    if (refusals > 1) return retryIn(backOff(attempt, random));
    return connect();
  };

  const transmit = (command: ClientCommand) => wire?.send(JSON.stringify(command));

  return {
    start: connect,
    /** Says nothing and answers false while the connection is not live. */
    say: (command: ClientCommand): boolean => {
      if (state.kind !== "live") return false;
      transmit(command);
      return true;
    },
    /** Do not wait any longer. */
    hurry: () => {
      if (state.kind === "waiting") connect();
    },
    close: () => {
      drop();
      become({ kind: "closed" });
    },
  };
};

export type Live = ReturnType<typeof createLive>;
