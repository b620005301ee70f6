import type { Pending } from "../../connection";
import type { LogEntry, Message, UserId } from "../../protocol";
import { sameDay } from "../../ui/time";

/** What the log shows, line by line. `seq` is the newest entry that is read once the row was seen. */
export type Row =
  | { kind: "beginning"; key: string; seq: number }
  | { kind: "day"; key: string; seq: number; at: string }
  | { kind: "unread"; key: string; seq: number }
  | { kind: "notice"; key: string; seq: number; entry: Exclude<LogEntry, Message> }
  | { kind: "message"; key: string; seq: number; entry: Message; opens: boolean; closes: boolean }
  | { kind: "pending"; key: string; seq: number; pending: Pending; opens: boolean; closes: boolean };

type Input = {
  entries: readonly LogEntry[];
  pending: readonly Pending[];
  readBefore: number | undefined;
  atBeginning: boolean;
  me: UserId;
};

/** Messages of one person that follow each other within this time stand together. */
const togetherWithin = 5 * 60_000;

export const rowsOf = ({ entries, pending, readBefore, atBeginning, me }: Input): Row[] => {
  const rows: Row[] = atBeginning ? [{ kind: "beginning", key: "beginning", seq: 0 }] : [];
  let previous: LogEntry | undefined;
  let divided = readBefore === undefined;
  for (const entry of entries) {
    if (!previous || !sameDay(previous.createdAt, entry.createdAt)) {
      rows.push({
        kind: "day",
        key: `day-${entry.createdAt.slice(0, 10)}-${entry.seq}`,
        seq: entry.seq - 1,
        at: entry.createdAt,
      });
    }
    if (!divided && readBefore !== undefined && opensUnread(entry, readBefore, me)) {
      rows.push({ kind: "unread", key: "unread", seq: entry.seq - 1 });
      divided = true;
    }
    rows.push(rowOf(entry, rows.at(-1)));
    previous = entry;
  }
  for (const it of pending) rows.push(pendingRow(it, rows.at(-1), me));
  return closeGroups(rows);
};

const opensUnread = (entry: LogEntry, readBefore: number, me: UserId): boolean =>
  entry.seq > readBefore && entry.type === "message" && entry.sender !== me;

const rowOf = (entry: LogEntry, above: Row | undefined): Row => {
  const { seq } = entry;
  if (entry.type !== "message") return { kind: "notice", key: `e${seq}`, seq, entry };
  // The key stays the same from pending to stored, so that the row is not built anew.
  const opens = !continues(above, entry.sender, entry.createdAt);
  return { kind: "message", key: entry.clientMessageId, seq, entry, opens, closes: true };
};

const pendingRow = (pending: Pending, above: Row | undefined, me: UserId): Row => ({
  kind: "pending",
  key: pending.clientMessageId,
  seq: above?.seq ?? 0,
  pending,
  opens: !continues(above, me, pending.writtenAt),
  closes: true,
});

const continues = (above: Row | undefined, sender: UserId, at: string): boolean => {
  if (above?.kind === "pending") return true;
  if (above?.kind !== "message" || above.entry.sender !== sender) return false;
  return Date.parse(at) - Date.parse(above.entry.createdAt) < togetherWithin;
};

const isBubble = (row: Row | undefined): row is Extract<Row, { kind: "message" | "pending" }> =>
  row?.kind === "message" || row?.kind === "pending";

const closeGroups = (rows: Row[]): Row[] =>
  rows.map((row, index) => {
    const below = rows[index + 1];
    return isBubble(row) && isBubble(below) && !below.opens ? { ...row, closes: false } : row;
  });
