/**
 * Does work for keys one after the other, with a pause between any two, so that however much becomes due at once, the
 * connection is never asked for more than it allows. One timer for all keys.
 */
export const createPace = <K>(
  pause: number,
  work: (key: K) => void,
  now: () => number,
  /** Which key goes before the others. */
  preferred: () => K | undefined = () => undefined,
) => {
  const due = new Map<K, number>();
  let freeAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const arm = () => {
    clearTimeout(timer);
    timer = undefined;
    if (due.size === 0) return;
    const next = Math.max(freeAt, Math.min(...due.values()));
    timer = setTimeout(turn, Math.max(0, next - now()));
  };

  const turn = () => {
    const ready = [...due.keys()].filter((key) => (due.get(key) ?? 0) <= now());
    const key = ready.find((it) => it === preferred()) ?? ready[0];
    if (key !== undefined) {
      due.delete(key);
      freeAt = now() + pause;
      work(key);
    }
    arm();
  };

  return {
    /** Not before this time; an earlier wish for the same key stands. */
    at: (key: K, time: number) => {
      if ((due.get(key) ?? Number.POSITIVE_INFINITY) <= time) return;
      due.set(key, time);
      arm();
    },
    drop: (key: K) => {
      if (due.delete(key)) arm();
    },
    /** Nothing for a while. */
    rest: (time: number) => {
      freeAt = Math.max(freeAt, now() + time);
      arm();
    },
    clear: () => {
      due.clear();
      arm();
    },
  };
};
