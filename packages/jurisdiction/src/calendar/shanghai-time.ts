/** China has kept one zone without summer time since 1991, so a fixed offset is exact for every instant we count. */
const OFFSET = 8 * 3_600_000;

export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** The number of the day, counted in Asia/Shanghai from 1970-01-01, that an instant (epoch milliseconds) falls in. */
export function dayNumberAt(instant: number): number {
  return Math.floor((instant + OFFSET) / DAY);
}

/** Epoch milliseconds of 00:00 in Asia/Shanghai. */
export function startOfDay(dayNumber: number): number {
  return dayNumber * DAY - OFFSET;
}

/** `2026-06-01` for a day number. */
export function isoDateOf(dayNumber: number): string {
  return new Date(dayNumber * DAY).toISOString().slice(0, 10);
}

/** The day number of `2026-06-01`. @throws RangeError when it is no date */
export function dayNumberOf(isoDate: string): number {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(isoDate) ? Date.parse(`${isoDate}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(instant)) throw new RangeError(`"${isoDate}" is no date of the form 2026-06-01`);
  return instant / DAY;
}

/** Minutes after midnight of `13:30`. */
export function minutesOfDay(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
