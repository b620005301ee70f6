import type { Row } from "./rows";

/** Where rows are, in pixels from the start of the log; as much of the list as is needed to judge. */
export type Places = {
  scrollOffset: number;
  viewportSize: number;
  findItemIndex(offset: number): number;
  getItemOffset(index: number): number;
  getItemSize(index: number): number;
};

/** Of the last line so much may be cut off: the padding below a text. */
const tolerance = 8;

/** The newest entry whose end is on screen: one of which the last lines are still below was not seen. */
export const newestSeen = (rows: readonly Row[], places: Places): number | undefined => {
  const bottom = places.scrollOffset + places.viewportSize;
  let index = Math.min(places.findItemIndex(bottom), rows.length - 1);
  while (index >= 0 && places.getItemOffset(index) + places.getItemSize(index) > bottom + tolerance) index--;
  const row = rows[index];
  return row && row.seq > 0 ? row.seq : undefined;
};

/** Where the reader is: the first row on screen and how far it is cut off above. */
export const placeOf = (
  rows: readonly Row[],
  places: Places,
): { key: string; seq: number; cut: number } | undefined => {
  const index = places.findItemIndex(places.scrollOffset);
  const row = rows[index];
  return row && { key: row.key, seq: row.seq, cut: places.scrollOffset - places.getItemOffset(index) };
};

/** Where the same place is among other rows: the same row, or the nearest after it that is still there. */
export const rowAt = (rows: readonly Row[], place: { key: string; seq: number }): number => {
  const same = rows.findIndex((row) => row.key === place.key);
  return same >= 0 ? same : rows.findIndex((row) => row.kind !== "beginning" && row.seq >= place.seq);
};
