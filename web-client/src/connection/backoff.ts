import type { Why } from "../protocol";

const base = 500;
const cap = 30_000;

/** Who was asked to say less, or is here too often, begins with longer waits: up to 8 s. */
const head: Record<Why, number> = { cut: 0, busy: 0, "too-many": 4, "too-fast": 4 };

/** Full jitter: anything from nothing to an exponentially growing, capped time. */
export const backOff = (attempt: number, random: () => number, why: Why = "cut"): number =>
  random() * Math.min(cap, base * 2 ** Math.min(attempt + head[why], 10));

/** After a planned end: soon, but not everybody in the same instant. */
export const soon = (random: () => number): number => 100 + random() * 900;
