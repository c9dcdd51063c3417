const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** China has one time zone and no summer time. */
const AHEAD = 8 * HOUR;

/** The calendar day of an instant in China: `2026-03-02`. */
export const dayOf = (at: Date): string => new Date(at.getTime() + AHEAD).toISOString().slice(0, 10);

/** The first instant that is no longer of the day. */
export const endOf = (day: string): Date => new Date(Date.parse(`${day}T00:00:00.000Z`) + DAY - AHEAD);

export const dayAfter = (day: string): string => dayOf(endOf(day));

/** A command that arrived before midnight may be stored a little after it. */
const SETTLED_AFTER_MS = 15 * 60_000;

/** When nothing can be added to a day any more. */
export const settledAt = (day: string): Date => new Date(endOf(day).getTime() + SETTLED_AFTER_MS);

/** The days on which a timeline grew, each once. */
export const daysOf = (timeline: readonly { readonly arrivedAt: Date }[]): readonly string[] => [
  ...new Set(timeline.map(({ arrivedAt }) => dayOf(arrivedAt))),
];
