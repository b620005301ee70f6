import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createGaps } from "../src/connection/gaps";
import { createReceipts, type Marks } from "../src/connection/receipts";
import type { ChatId } from "../src/protocol";
import { chatOf } from "./chaos";
import { hiking } from "./sample";

const gapsOf = (here: Map<ChatId, { upTo: number; head: number }>, open?: ChatId) => {
  const said: [ChatId, number][] = [];
  const reloaded: ChatId[] = [];
  const gaps = createGaps({
    extent: (chatId) => here.get(chatId),
    open: () => open,
    say: (chatId, after) => said.push([chatId, after]) > 0,
    reload: (chatId) => reloaded.push(chatId),
    now: Date.now,
  });
  return { gaps, said, reloaded };
};

describe("gaps", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("are asked for once, however much arrives behind them", async () => {
    const here = new Map([[hiking, { upTo: 5, head: 7 }]]);
    const { gaps, said } = gapsOf(here);
    for (let head = 7; head < 300; head++) {
      here.set(hiking, { upTo: 5, head });
      gaps.paged(hiking, head, false);
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(said).toEqual([[hiking, 5]]);
  });

  it("are asked for again when no answer comes, and then what is there is loaded anew", async () => {
    const { gaps, said, reloaded } = gapsOf(new Map([[hiking, { upTo: 5, head: 7 }]]));
    gaps.check(hiking);
    await vi.advanceTimersByTimeAsync(11_999);
    expect([said.length, reloaded.length]).toEqual([3, 0]);
    await vi.advanceTimersByTimeAsync(1);
    expect(reloaded).toEqual([hiking]);
  });

  it("are filled page by page, the open conversation first, never faster than the server takes it", async () => {
    const here = new Map(Array.from({ length: 20 }, (_, n) => [chatOf(n), { upTo: 0, head: 300 }]));
    const open = chatOf(7);
    const { gaps, said } = gapsOf(here, open);
    for (const id of here.keys()) gaps.check(id);
    let answered = 0;
    for (let step = 0; step < 2_000; step++) {
      await vi.advanceTimersByTimeAsync(5);
      for (const [id, after] of said.slice(answered)) {
        here.set(id, { upTo: after + 100, head: 300 });
        gaps.paged(id, after + 100, after + 100 < 300);
      }
      answered = said.length;
    }
    expect(said).toHaveLength(60);
    expect(said.slice(0, 3).filter(([id]) => id === open)).toHaveLength(3);
    expect([...here.values()].every(({ upTo }) => upTo === 300)).toBe(true);
  });

  it("that are too wide are not filled entry by entry", async () => {
    const { gaps, said, reloaded } = gapsOf(new Map([[hiking, { upTo: 5, head: 2_006 }]]), hiking);
    gaps.check(hiking);
    await vi.advanceTimersByTimeAsync(100);
    expect([said.length, reloaded]).toEqual([0, [hiking]]);
  });

  it("wait as long as the server asks, and then ask again at once", async () => {
    const { gaps, said } = gapsOf(new Map([[hiking, { upTo: 5, head: 7 }]]));
    gaps.check(hiking);
    await vi.advanceTimersByTimeAsync(10);
    gaps.refused(1_000);
    await vi.advanceTimersByTimeAsync(999);
    expect(said).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(said).toHaveLength(2);
  });

  it("are not asked for twice when the greeting asked already", async () => {
    const { gaps, said } = gapsOf(new Map([[hiking, { upTo: 5, head: 7 }]]));
    gaps.greeted([{ chatId: hiking, seq: 5 }]);
    gaps.check(hiking);
    await vi.advanceTimersByTimeAsync(3_999);
    expect(said).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(said).toEqual([[hiking, 5]]);
  });
});

const receiptsOf = (marks: Map<ChatId, Marks>, connected = { yes: true }) => {
  const said: { type: string; chatId: ChatId; upTo: number; at: number }[] = [];
  const began = Date.now();
  const receipts = createReceipts({
    marks: (chatId) => marks.get(chatId),
    say: (type, chatId, upTo) => {
      if (connected.yes) said.push({ type, chatId, upTo, at: Date.now() - began });
      return connected.yes;
    },
    now: Date.now,
  });
  return { receipts, said };
};

describe("receipts", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("say the furthest mark at most once a second, and end with the last", async () => {
    const marks = new Map<ChatId, Marks>();
    const { receipts, said } = receiptsOf(marks);
    for (let seq = 1; seq <= 100; seq++) {
      marks.set(hiking, { delivered: seq, read: seq });
      receipts.want(hiking);
      await vi.advanceTimersByTimeAsync(40);
    }
    await vi.advanceTimersByTimeAsync(2_000);
    const pauses = said.slice(1).map((it, n) => it.at - (said[n]?.at ?? 0));
    expect(pauses).toHaveLength(4);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(1_000);
    expect(said.at(-1)).toMatchObject({ type: "read", upTo: 100 });
  });

  it("say nothing that the server knows", async () => {
    const { receipts, said } = receiptsOf(new Map([[hiking, { delivered: 5, read: 3 }]]));
    receipts.confirmed(hiking, { delivered: 5, read: 4 });
    receipts.want(hiking);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(said).toEqual([]);
  });

  it("say read first, and then what was delivered beyond it", async () => {
    const { receipts, said } = receiptsOf(new Map([[hiking, { delivered: 9, read: 3 }]]));
    receipts.want(hiking);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(said).toMatchObject([
      { type: "read", upTo: 3 },
      { type: "delivered", upTo: 9 },
    ]);
  });

  it("are said again after a refusal and on a new connection, until they are confirmed", async () => {
    const connected = { yes: false };
    const { receipts, said } = receiptsOf(new Map([[hiking, { delivered: 5, read: 5 }]]), connected);
    receipts.want(hiking);
    await vi.advanceTimersByTimeAsync(60_000);
    connected.yes = true;
    receipts.reconnected();
    receipts.want(hiking);
    await vi.advanceTimersByTimeAsync(500);
    receipts.refused(3_000);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(said.map((it) => it.upTo)).toEqual([5, 5]);
    receipts.confirmed(hiking, { delivered: 5, read: 5 });
    receipts.refused(1_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(said).toHaveLength(2);
  });

  it("of hundreds of conversations go out ten a second", async () => {
    const marks = new Map(Array.from({ length: 300 }, (_, n) => [chatOf(n), { delivered: 1, read: 0 }]));
    const { receipts, said } = receiptsOf(marks);
    for (const id of marks.keys()) receipts.want(id);
    await vi.advanceTimersByTimeAsync(1_150);
    expect(said.length).toBeLessThanOrEqual(11);
    await vi.advanceTimersByTimeAsync(40_000);
    expect(said).toHaveLength(300);
  });
});
