const day = 86_400_000;

const startOfDay = (time: Date): number => new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();

/** Whole days between two moments, by the calendar. */
const daysAgo = (time: Date, now: Date): number => Math.round((startOfDay(now) - startOfDay(time)) / day);

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "long" });
const shortDate = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const fullDate = new Intl.DateTimeFormat(undefined, {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});
const numericDate = new Intl.DateTimeFormat(undefined, { dateStyle: "short" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });

export const timeOfDay = (iso: string): string => clock.format(new Date(iso));

export const exactTime = (iso: string): string => exact.format(new Date(iso));

export const sameDay = (a: string, b: string): boolean => startOfDay(new Date(a)) === startOfDay(new Date(b));

/** The time of the last activity, as people say it. */
export const whenShort = (iso: string, yesterday: string, now = new Date()): string => {
  const time = new Date(iso);
  const days = daysAgo(time, now);
  if (days <= 0) return clock.format(time);
  if (days === 1) return yesterday;
  if (days < 7) return weekday.format(time);
  return time.getFullYear() === now.getFullYear() ? shortDate.format(time) : numericDate.format(time);
};

/** The heading above a day's messages. */
export const whenDay = (iso: string, words: { today: string; yesterday: string }, now = new Date()): string => {
  const time = new Date(iso);
  const days = daysAgo(time, now);
  if (days <= 0) return words.today;
  if (days === 1) return words.yesterday;
  return days < 7 ? weekday.format(time) : fullDate.format(time);
};
