import { describe, expect, it } from "vitest";
import { pieces } from "../src/features/timeline/links";
import { rowsOf } from "../src/features/timeline/rows";
import { initials } from "../src/ui/Avatar";
import { whenDay, whenShort } from "../src/ui/time";
import { ada, hiking, message, messages, notice, uuid } from "./sample";

const rows = (input: Partial<Parameters<typeof rowsOf>[0]>) =>
  rowsOf({ entries: [], pending: [], readBefore: undefined, atBeginning: false, me: ada, ...input });

describe("the rows of a log", () => {
  it("separate days", () => {
    const entries = [message(1), message(2, { createdAt: "2026-11-23T10:00:00Z" })];
    expect(rows({ entries }).map((row) => row.kind)).toEqual(["day", "message", "day", "message"]);
  });

  it("mark where unread begins, before the first of somebody else", () => {
    const entries = [message(1), message(2, { sender: ada }), message(3), message(4)];
    expect(rows({ entries, readBefore: 1 }).map((row) => row.kind)).toEqual([
      "day",
      "message",
      "message",
      "unread",
      "message",
      "message",
    ]);
  });

  it("put messages of one person that follow each other together", () => {
    const entries = [...messages(1, 3), notice(4, "left", [ada]), message(5)];
    const groups = rows({ entries }).flatMap((row) => (row.kind === "message" ? [[row.opens, row.closes]] : []));
    expect(groups).toEqual([
      [true, false],
      [false, false],
      [false, true],
      [true, true],
    ]);
  });

  it("keep the key of a message from pending to stored", () => {
    const pending = {
      chatId: hiking,
      clientMessageId: uuid(2),
      text: "x",
      writtenAt: message(2).createdAt,
      attempts: 0,
      state: { kind: "pending" as const },
    };
    const before = rows({ entries: [message(1)], pending: [pending] }).at(-1);
    const after = rows({ entries: [message(1), message(2, { sender: ada })] }).at(-1);
    expect(before?.key).toBe(after?.key);
    expect(before).toMatchObject({ kind: "pending", seq: 1 });
  });
});

describe("links", () => {
  const links = (text: string) => pieces(text).flatMap((piece) => (piece.kind === "link" ? piece.href : []));

  it("are made of http, https and mailto only", () => {
    expect(links("see https://example.org/a?b=1, http://x.test and mailto:ada@example.org.")).toEqual([
      "https://example.org/a?b=1",
      "http://x.test/",
      "mailto:ada@example.org",
    ]);
    expect(links("javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd ftp://x")).toEqual([]);
  });

  it("end before the sentence does, but keep balanced brackets", () => {
    expect(links("(https://example.org/a_(b))")).toEqual(["https://example.org/a_(b)"]);
    expect(links("https://example.org!")).toEqual(["https://example.org/"]);
  });

  it("lose nothing of the text", () => {
    const text = 'a https://example.org/x" b <script> c';
    expect(
      pieces(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });
});

describe("initials", () => {
  it("are those of the first and the last word, in any script", () => {
    expect(["Ada Lovelace", "béla", "陈 伟", "👩‍🚀 Sally Ride", "  "].map(initials)).toEqual([
      "AL",
      "B",
      "陈伟",
      "👩‍🚀R",
      "?",
    ]);
  });
});

describe("times", () => {
  const now = new Date(2026, 10, 22, 12, 0);
  const iso = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();

  it("are said as people say them", () => {
    expect(whenShort(iso(2026, 10, 22, 9, 5), "Yesterday", now)).toMatch(/9.05/);
    expect(whenShort(iso(2026, 10, 21, 23, 59), "Yesterday", now)).toBe("Yesterday");
    expect(whenShort(iso(2026, 10, 19, 9, 0), "Yesterday", now)).toBe(
      new Intl.DateTimeFormat(undefined, { weekday: "long" }).format(new Date(2026, 10, 19)),
    );
    expect(whenShort(iso(2026, 2, 1, 9, 0), "Yesterday", now)).not.toMatch(/2026|:/);
    expect(whenDay(iso(2026, 10, 22, 0, 0), { today: "Today", yesterday: "Yesterday" }, now)).toBe("Today");
  });
});
