import { describe, expect, it } from "vitest";
import { rowsOf } from "../src/features/timeline/rows";
import { newestSeen, placeOf, rowAt } from "../src/features/timeline/seen";
import { ada, messages } from "./sample";

const rows = rowsOf({ entries: messages(1, 20), pending: [], readBefore: undefined, atBeginning: false, me: ada });
const height = 50;
/** The day line and twenty messages, each of the same height, seen through a window. */
const places = (scrollOffset: number, viewportSize: number) => ({
  scrollOffset,
  viewportSize,
  findItemIndex: (offset: number) => Math.max(0, Math.min(rows.length - 1, Math.floor(offset / height))),
  getItemOffset: (index: number) => index * height,
  getItemSize: () => height,
});

describe("what was seen", () => {
  it("is what ends on screen", () => {
    expect(newestSeen(rows, places(0, 300))).toBe(5);
    expect(newestSeen(rows, places(0, 345))).toBe(6);
    expect(newestSeen(rows, places(0, 320))).toBe(5);
    expect(newestSeen(rows, places(750, 300))).toBe(20);
  });

  it("is not the newest while its last lines are below the edge", () => {
    expect(newestSeen(rows, places(720, 300))).toBe(19);
  });

  it("is nothing in a window without height, and nothing of an empty log", () => {
    expect(newestSeen(rows, places(0, 0))).toBeUndefined();
    expect(newestSeen([], places(0, 300))).toBeUndefined();
  });
});

describe("the reader's place", () => {
  it("is found again among other rows, or the nearest that is still there", () => {
    const place = placeOf(rows, places(520, 300));
    expect(place).toMatchObject({ seq: 10, cut: 20 });
    const later = rowsOf({ entries: messages(8, 30), pending: [], readBefore: undefined, atBeginning: false, me: ada });
    expect(place && later[rowAt(later, place)]?.seq).toBe(10);
    const gone = rowsOf({ entries: messages(15, 30), pending: [], readBefore: undefined, atBeginning: false, me: ada });
    expect(place && rowAt(gone, place)).toBe(0);
  });
});
