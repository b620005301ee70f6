import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import type { Row } from "./rows";

/** So near to the end counts as being there. */
const nearEnd = 64;
const nearStart = 600;

type Input = { rows: readonly Row[]; firstSeq: number; onStart: () => void; onSeen: (seq: number) => void };

/**
 * Where the log stands: opens at the first unread or the newest, stays at the end while the person is there, moves
 * nothing otherwise, and tells what is on screen in a window that has the person's attention.
 */
export const useScroll = ({ rows, firstSeq, onStart, onSeen }: Input) => {
  const list = useRef<VirtualizerHandle>(null);
  const atEnd = useRef(true);
  const placed = useRef(false);
  const known = useRef({ firstSeq, count: rows.length });
  const [away, setAway] = useState(false);
  const shift = firstSeq < known.current.firstSeq;

  const look = useCallback(() => {
    const handle = list.current;
    if (!handle || !placed.current) return;
    const bottom = handle.scrollOffset + handle.viewportSize;
    atEnd.current = handle.scrollSize - bottom < nearEnd;
    setAway(!atEnd.current);
    if (handle.scrollOffset < nearStart) onStart();
    if (!document.hasFocus() || document.visibilityState !== "visible") return;
    const index = atEnd.current ? rows.length - 1 : handle.findItemIndex(bottom - 24);
    const row = rows[index];
    if (row && row.seq > 0) onSeen(row.seq);
  }, [rows, onStart, onSeen]);

  const toEnd = useCallback(() => {
    atEnd.current = true;
    list.current?.scrollToIndex(rows.length - 1, { align: "end" });
  }, [rows.length]);

  useLayoutEffect(() => {
    const prepended = firstSeq < known.current.firstSeq;
    known.current = { firstSeq, count: rows.length };
    if (rows.length === 0) return;
    if (!placed.current) {
      const unread = rows.findIndex((row) => row.kind === "unread");
      if (unread >= 0) list.current?.scrollToIndex(unread, { align: "start", offset: -48 });
      else list.current?.scrollToIndex(rows.length - 1, { align: "end" });
      placed.current = true;
    } else if (atEnd.current && !prepended) list.current?.scrollToIndex(rows.length - 1, { align: "end" });
  }, [rows, firstSeq]);

  useAttention(look);
  return { list, shift, away, look, toEnd, stay: useStay(list, atEnd, rows.length) };
};

/** Rows that grow and a keyboard that opens must not push the newest out of sight. */
const useStay = (list: RefObject<VirtualizerHandle | null>, atEnd: RefObject<boolean>, count: number) =>
  useCallback(() => {
    if (atEnd.current && count > 0) list.current?.scrollToIndex(count - 1, { align: "end" });
  }, [list, atEnd, count]);

const useAttention = (look: () => void) => {
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
