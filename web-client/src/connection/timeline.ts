import type { ErrorCode, LogEntry } from "../protocol";

/** A part of a conversation's log without holes: from the first loaded entry to the newest that arrived. */
export type Timeline =
  | { kind: "loading" }
  | { kind: "failed"; code: ErrorCode }
  | {
      kind: "ready";
      /** Another one for each time that the newest page was loaded: what was here before it is gone. */
      edition: number;
      entries: readonly LogEntry[];
      /** Everything up to here that this member may see is here: the last entry, or further where there is none. */
      upTo: number;
      /** Newest seq known to exist, perhaps not here yet. */
      head: number;
      older: "more" | "loading" | "failed" | "none";
      /** Own read mark when the conversation was opened: the divider goes behind it. */
      readBefore: number | undefined;
    };

export type TimelineChange =
  | {
      type: "opened";
      edition: number;
      entries: readonly LogEntry[];
      /** Where the newest page ends, were it empty. */
      upTo: number;
      head: number;
      full: boolean;
      readBefore: number | undefined;
    }
  | { type: "failed"; code: ErrorCode }
  | { type: "arrived"; entries: readonly LogEntry[] }
  | { type: "known"; head: number }
  | { type: "older-asked" }
  | { type: "older-failed" }
  | { type: "older-came"; entries: readonly LogEntry[]; full: boolean }
  /** The conversation comes on screen, or leaves it: where unread begins is settled anew. */
  | { type: "divider"; readBefore: number | undefined };

export const lastSeq = (entries: readonly LogEntry[]): number => entries.at(-1)?.seq ?? 0;
export const firstSeq = (entries: readonly LogEntry[]): number => entries[0]?.seq ?? 0;

export const apply = (timeline: Timeline, change: TimelineChange): Timeline => {
  if (change.type === "opened") return opened(timeline, change);
  if (change.type === "failed") return timeline.kind === "ready" ? timeline : { kind: "failed", code: change.code };
  if (timeline.kind !== "ready") return timeline;
  switch (change.type) {
    case "arrived":
      return arrived(timeline, change.entries);
    case "known":
      return change.head > timeline.head ? { ...timeline, head: change.head } : timeline;
    case "older-asked":
      return { ...timeline, older: "loading" };
    case "older-failed":
      return { ...timeline, older: "failed" };
    case "older-came":
      return olderCame(timeline, change.entries, change.full);
    case "divider":
      return { ...timeline, readBefore: change.readBefore };
    default:
      return change satisfies never;
  }
};

type Ready = Extract<Timeline, { kind: "ready" }>;

const opened = (timeline: Timeline, change: Extract<TimelineChange, { type: "opened" }>): Timeline => {
  const fresh: Ready = {
    kind: "ready",
    edition: change.edition,
    entries: consecutive(change.entries),
    upTo: change.entries.length === 0 ? change.upTo : lastSeq(change.entries),
    head: change.head,
    older: change.full && firstSeq(change.entries) > 1 ? "more" : "none",
    readBefore: change.readBefore,
  };
  // What came live while the page was on its way is spliced behind it.
  return timeline.kind === "ready" ? arrived(fresh, timeline.entries) : fresh;
};

/** Appends what follows directly; what is here already is skipped, what lies behind a gap waits for a resume. */
const arrived = (timeline: Ready, entries: readonly LogEntry[]): Ready => {
  const next = [...timeline.entries];
  let { upTo, head } = timeline;
  for (const entry of entries) {
    head = Math.max(head, entry.seq);
    if (entry.seq !== upTo + 1) continue;
    next.push(entry);
    upTo = entry.seq;
  }
  return upTo === timeline.upTo && head === timeline.head ? timeline : { ...timeline, entries: next, upTo, head };
};

const olderCame = (timeline: Ready, entries: readonly LogEntry[], full: boolean): Ready => {
  const first = firstSeq(timeline.entries);
  const before = consecutive(entries.filter((entry) => entry.seq < first));
  const joins = lastSeq(before) === first - 1;
  return {
    ...timeline,
    entries: joins ? [...before, ...timeline.entries] : timeline.entries,
    older: joins && full && firstSeq(before) > 1 ? "more" : "none",
  };
};

/** The longest run without a hole that ends with the newest. */
const consecutive = (entries: readonly LogEntry[]): readonly LogEntry[] => {
  let start = entries.length - 1;
  while (start > 0 && entries[start - 1]?.seq === (entries[start]?.seq ?? 0) - 1) start--;
  return start <= 0 ? entries : entries.slice(start);
};

/** After which seq the server must be asked, when something is missing. */
export const gapAfter = (timeline: Timeline | undefined): number | undefined =>
  timeline?.kind === "ready" && timeline.head > timeline.upTo ? timeline.upTo : undefined;
