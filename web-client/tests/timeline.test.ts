import { describe, expect, it } from "vitest";
import { apply, gapAfter, type Timeline } from "../src/connection/timeline";
import type { LogEntry } from "../src/protocol";
import { message, messages } from "./sample";

const opened = (entries: readonly LogEntry[], full = true): Timeline =>
  apply(
    { kind: "loading" },
    { type: "opened", edition: 1, entries, upTo: 0, head: entries.at(-1)?.seq ?? 0, full, readBefore: undefined },
  );

const seqs = (timeline: Timeline): number[] => (timeline.kind === "ready" ? timeline.entries.map((it) => it.seq) : []);

describe("a timeline", () => {
  it("appends what follows", () => {
    const next = apply(opened(messages(3, 5)), { type: "arrived", entries: messages(6, 7) });
    expect(seqs(next)).toEqual([3, 4, 5, 6, 7]);
    expect(gapAfter(next)).toBeUndefined();
  });

  it("shows every seq once, however often it comes", () => {
    const next = apply(opened(messages(3, 5)), { type: "arrived", entries: messages(4, 6) });
    expect(seqs(next)).toEqual([3, 4, 5, 6]);
    expect(apply(next, { type: "arrived", entries: messages(3, 6) })).toBe(next);
  });

  it("does not jump over a gap, but knows what to ask for, and splices the answer", () => {
    const gap = apply(opened(messages(1, 5)), { type: "arrived", entries: [message(9)] });
    expect(seqs(gap)).toEqual([1, 2, 3, 4, 5]);
    expect(gapAfter(gap)).toBe(5);
    const healed = apply(gap, { type: "arrived", entries: messages(6, 9) });
    expect(seqs(healed)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(gapAfter(healed)).toBeUndefined();
  });

  it("learns from a heartbeat that its last entry was lost", () => {
    expect(gapAfter(apply(opened(messages(1, 5)), { type: "known", head: 6 }))).toBe(5);
  });

  it("puts an older page before the first entry and stops at the beginning", () => {
    const asked = apply(opened(messages(101, 200)), { type: "older-asked" });
    expect(asked).toMatchObject({ older: "loading" });
    const more = apply(asked, { type: "older-came", entries: messages(1, 100), full: true });
    expect(seqs(more)).toHaveLength(200);
    expect(more).toMatchObject({ older: "none" });
  });

  it("takes no older page that would leave a hole", () => {
    const next = apply(opened(messages(50, 60)), { type: "older-came", entries: messages(1, 40), full: true });
    expect(seqs(next)[0]).toBe(50);
  });

  it("begins where the member joined", () => {
    expect(opened(messages(40, 60), false)).toMatchObject({ older: "none" });
  });

  it("starts from an empty log, but not behind a hole", () => {
    expect(seqs(apply(opened([], false), { type: "arrived", entries: [message(1)] }))).toEqual([1]);
    const gap = apply(opened([], false), { type: "arrived", entries: [message(3)] });
    expect([seqs(gap), gapAfter(gap)]).toEqual([[], 0]);
  });
});
