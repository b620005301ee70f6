import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import type { Row } from "./rows";
import { newestSeen, placeOf, rowAt } from "./seen";

/** So near to the end counts as being there. */
const nearEnd = 64;
const nearStart = 600;
/** Nothing tells when a dialog that covers the log goes away: while something is unread we look again. */
const lookEvery = 1_000;

type Input = {
  rows: readonly Row[];
  firstSeq: number;
  edition: number;
  unread: boolean;
  onStart: () => void;
  onSeen: (seq: number) => void;
};

/**
 * Where the log stands: opens at the first unread or the newest, stays at the end while the person is there, moves
 * nothing otherwise, and tells what is on screen in a window that has the person's attention.
 */
export const useScroll = ({ rows, firstSeq, edition, unread, onStart, onSeen }: Input) => {
  const list = useRef<VirtualizerHandle>(null);
  const log = useRef<HTMLDivElement>(null);
  const place = useRef<ReturnType<typeof placeOf>>(undefined);
  const atEnd = useRef(true);
  const placed = useRef(false);
  const known = useRef({ firstSeq, edition });
  const [away, setAway] = useState(false);
  const shift = firstSeq < known.current.firstSeq && edition === known.current.edition;

  const look = useCallback(() => {
    const handle = list.current;
    if (!handle || !placed.current) return;
    const bottom = handle.scrollOffset + handle.viewportSize;
    atEnd.current = handle.scrollSize - bottom < nearEnd;
    setAway(!atEnd.current);
    if (handle.scrollOffset < nearStart) onStart();
    place.current = placeOf(rows, handle);
    if (!hasAttention(log.current)) return;
    const seen = newestSeen(rows, handle);
    if (seen !== undefined) onSeen(seen);
  }, [rows, onStart, onSeen]);

  const toEnd = useCallback(() => {
    atEnd.current = true;
    list.current?.scrollToIndex(rows.length - 1, { align: "end" });
  }, [rows.length]);

  useLayoutEffect(() => {
    const replaced = edition !== known.current.edition;
    const prepended = firstSeq < known.current.firstSeq && !replaced;
    known.current = { firstSeq, edition };
    if (rows.length === 0) return;
    if (!placed.current) {
      toUnread(list.current, rows);
      placed.current = true;
    } else if (replaced && !atEnd.current) {
      const index = place.current ? rowAt(rows, place.current) : -1;
      // What was being read lies above the page that came.
      if (index <= 0) toUnread(list.current, rows);
      else list.current?.scrollToIndex(index, { align: "start", offset: place.current?.cut ?? 0 });
    } else if (atEnd.current && !prepended) list.current?.scrollToIndex(rows.length - 1, { align: "end" });
  }, [rows, firstSeq, edition]);

  useAttention(look, unread);
  return { list, log, shift, away, look, toEnd, stay: useStay(list, atEnd, rows.length) };
};

/** Rows that grow and a keyboard that opens must not push the newest out of sight. */
const useStay = (list: RefObject<VirtualizerHandle | null>, atEnd: RefObject<boolean>, count: number) =>
  useCallback(() => {
    if (atEnd.current && count > 0) list.current?.scrollToIndex(count - 1, { align: "end" });
  }, [list, atEnd, count]);

const toUnread = (list: VirtualizerHandle | null, rows: readonly Row[]) => {
  const unread = rows.findIndex((row) => row.kind === "unread");
  if (unread >= 0) list?.scrollToIndex(unread, { align: "start", offset: -48 });
  else list?.scrollToIndex(rows.length - 1, { align: "end" });
};

/** Somebody sits before this window, and nothing lies over the log. */
const hasAttention = (log: HTMLElement | null): boolean => {
  if (!log || !document.hasFocus() || document.visibilityState !== "visible") return false;
  const { left, top, width, height } = log.getBoundingClientRect();
  const above = document.elementFromPoint(left + width / 2, top + height / 2);
  return above !== null && log.contains(above);
};

const useAttention = (look: () => void, unread: boolean) => {
  useEffect(() => {
    if (!unread) return;
    const timer = setInterval(look, lookEvery);
    return () => clearInterval(timer);
  }, [look, unread]);
  useEffect(() => {
    const frame = requestAnimationFrame(look);
    addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, [look]);
};
