import { dayNumberOf, isoDateOf } from '@gridlink/jurisdiction';
import { type Day, NOW } from './measure.ts';
import { monthOf } from './share.ts';

/** From a day to a day, both included; null is now. */
export type Period = { readonly from: Day; readonly to: Day } | null;

/** More days than this nobody compares, and a query stays small. */
export const LONGEST_DAYS = 1_100;

/** True for a day of the calendar, as `2026-03-01`. */
export const isDay = (value: unknown): value is Day =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && isoDay(value) === value;

/** A day that is none, as the 31st of February, comes out as another or not at all. */
function isoDay(value: string): string | null {
  const instant = Date.parse(`${value}T00:00:00Z`);
  return Number.isNaN(instant) ? null : new Date(instant).toISOString().slice(0, 10);
}

const isMonthStart = (day: number): boolean => isoDateOf(day).endsWith('-01');

/** The first day of the next month. */
function nextMonth(day: number): number {
  const [year = 0, month = 0] = isoDateOf(day).split('-').map(Number);
  return dayNumberOf(`${month === 12 ? year + 1 : year}-${String((month % 12) + 1).padStart(2, '0')}-01`);
}

export const daysIn = ({ from, to }: NonNullable<Period>): number => dayNumberOf(to) - dayNumberOf(from) + 1;

export function daysOf({ from, to }: NonNullable<Period>): readonly Day[] {
  const first = dayNumberOf(from);
  return Array.from({ length: daysIn({ from, to }) }, (_, index) => isoDateOf(first + index));
}

/** True when the period begins and ends with whole months. */
export const isWholeMonths = (period: Period): boolean =>
  period === null || (isMonthStart(dayNumberOf(period.from)) && isMonthStart(dayNumberOf(period.to) + 1));

/** The fewest buckets that make up a period: whole months, and the days beside them. */
export function bucketsOf(period: Period): readonly string[] {
  if (period === null) return [NOW];
  const end = dayNumberOf(period.to) + 1;
  const buckets: string[] = [];
  for (let day = dayNumberOf(period.from); day < end; ) {
    const next = nextMonth(day);
    const whole = isMonthStart(day) && next <= end;
    buckets.push(whole ? monthOf(isoDateOf(day)) : isoDateOf(day));
    day = whole ? next : day + 1;
  }
  return buckets;
}

/** Buckets of a trend, each its own point. */
export function pointsOf(period: NonNullable<Period>, step: 'DAY' | 'MONTH'): readonly string[] {
  return step === 'DAY' ? daysOf(period) : [...new Set(daysOf(period).map(monthOf))];
}
