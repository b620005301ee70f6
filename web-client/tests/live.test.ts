import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { backOff } from "../src/connection/backoff";
import { createLive, type LiveState } from "../src/connection/live";
import { afterClose } from "../src/protocol";
import { FakeWire, welcome } from "./fake-wire";
import { hiking } from "./sample";

const start = () => {
  const wires: FakeWire[] = [];
  const states: LiveState[] = [];
  const refresh = vi.fn(async () => "fresh");
  const live = createLive({
    open: () => {
      const wire = new FakeWire();
      wires.push(wire);
      return wire;
    },
    token: async () => "token",
    refresh,
    cursors: () => [{ chatId: hiking, seq: 7 }],
    onEvent: () => undefined,
    onState: (state) => states.push(state),
    random: () => 0.5,
  });
  live.start();
  const newest = () => wires.at(-1) ?? new FakeWire();
  const greet = async () => {
    await vi.advanceTimersByTimeAsync(0);
    newest().open();
    newest().tell(welcome);
  };
  return { live, wires, states, refresh, newest, greet };
};

describe("the live connection", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("says hello with token and cursors first, and nothing before the welcome", async () => {
    const { live, newest, states } = start();
    await vi.advanceTimersByTimeAsync(0);
    newest().open();
    expect(live.say({ type: "ping" })).toBe(false);
    newest().tell(welcome);
    expect(live.say({ type: "typing", chatId: hiking, active: true })).toBe(true);
    expect(newest().said).toMatchObject([
      { type: "hello", protocol: 1, token: "token", cursors: [{ chatId: hiking, seq: 7 }] },
      { type: "typing" },
    ]);
    expect(states.at(-1)).toEqual({ kind: "live" });
  });

  it("comes back with growing waits after an accident", async () => {
    const { greet, newest, states, wires } = start();
    await greet();
    newest().end(1006);
    expect(states.at(-1)).toMatchObject({ kind: "waiting", attempt: 1 });
    await vi.advanceTimersByTimeAsync(250);
    expect(wires).toHaveLength(2);
    newest().end(1013);
    await vi.advanceTimersByTimeAsync(499);
    expect(wires).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(wires).toHaveLength(3);
  });

  it("does not wait when told to hurry", async () => {
    const { live, greet, newest, wires } = start();
    await greet();
    newest().end(1013);
    live.hurry();
    await vi.advanceTimersByTimeAsync(0);
    expect(wires).toHaveLength(2);
  });

  it("refreshes the token once after 4401, and then backs off", async () => {
    const { newest, greet, refresh, states } = start();
    await greet();
    newest().end(4401);
    await greet();
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(newest().said).toMatchObject([{ type: "hello", token: "fresh" }]);
    newest().end(4401);
    expect(states.at(-1)).toMatchObject({ kind: "waiting" });
  });

  it("gives up where coming back does not help", async () => {
    const { greet, newest, states, wires } = start();
    await greet();
    newest().end(4400);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(states.at(-1)).toEqual({ kind: "stopped", code: 4400 });
    expect(wires).toHaveLength(1);
  });

  it("pings while it lives, and leaves a wire that has gone silent", async () => {
    const { greet, newest, states } = start();
    await greet();
    const first = newest();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(first.said.at(-1)).toEqual({ type: "ping" });
    await vi.advanceTimersByTimeAsync(20_500);
    expect(first.closed).toBe(true);
    expect(states.some((state) => state.kind === "waiting")).toBe(true);
  });

  it("says nothing more after it was closed", async () => {
    const { live, greet, newest, wires } = start();
    await greet();
    const wire = newest();
    live.close();
    wire.end(1006);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(wires).toHaveLength(1);
  });
});

describe("after a close", () => {
  it("does what the protocol says of the code", () => {
    const kinds = (codes: number[]) => new Set(codes.map((code) => afterClose(code).kind));
    expect(kinds([1003, 1007, 1008, 1009, 4400, 4403])).toEqual(new Set(["give-up"]));
    expect(kinds([1006, 1011, 1013, 4409, 4429])).toEqual(new Set(["back-off"]));
    expect(kinds([1012, 4408, 4430])).toEqual(new Set(["soon"]));
    expect(kinds([4401])).toEqual(new Set(["refresh"]));
  });

  it("comes back after a planned end when it is told to, but within a minute", () => {
    expect(afterClose(1012, "reconnectAfterMs=750")).toEqual({ kind: "soon", afterMs: 750 });
    expect(afterClose(1012, "reconnectAfterMs=999999")).toEqual({ kind: "soon", afterMs: 60_000 });
    expect(afterClose(1012, "reconnectAfterMs=-5")).toEqual({ kind: "soon", afterMs: undefined });
    expect(afterClose(1012)).toEqual({ kind: "soon", afterMs: undefined });
  });

  it("waits by full jitter, never longer than 30 s", () => {
    expect(backOff(0, () => 1)).toBe(500);
    expect(backOff(3, () => 0.5)).toBe(2_000);
    expect(backOff(99, () => 1)).toBe(30_000);
    expect(backOff(5, () => 0)).toBe(0);
  });
});
