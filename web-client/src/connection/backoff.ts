const base = 500;
const cap = 30_000;

/** Full jitter: anything from nothing to an exponentially growing, capped time. */
export const backOff = (attempt: number, random: () => number): number =>
  random() * Math.min(cap, base * 2 ** Math.min(attempt, 10));

/** After a planned end: soon, but not everybody in the same instant. */
export const soon = (random: () => number): number => 100 + random() * 900;
