import { createRequire } from 'node:module';
import { loadHolidays } from '../loading/load-holidays.ts';
import { daysOff, type HolidayNotice } from './holiday-notice.ts';

/** What the State Council's notice, or else the weekday, makes of a date. */
export type NationalDay = {
  readonly kind: 'WEEKDAY' | 'WEEKEND' | 'HOLIDAY' | 'MAKE_UP_WORKDAY';
  /** Chinese name of the holiday a day off or make-up workday belongs to. */
  readonly occasion: string | null;
  /** True while no notice covers the date: the answer is only the weekday's and may change. */
  readonly provisional: boolean;
};

export type NationalCalendar = {
  /** The notices it rests on, by year. Years before the first are known from older tables. */
  readonly notices: readonly HolidayNotice[];
  /** @param isoDate `2026-06-01`, a day in China */
  readonly day: (isoDate: string) => NationalDay;
};

type Special = Pick<NationalDay, 'kind' | 'occasion'>;

/** Date → "National Day,国庆节,3". */
type Table = Readonly<Record<string, string>>;

const require = createRequire(import.meta.url);

// The library's functions read dates in the machine's zone and are a day off west of Greenwich; its table of data is exact. It serves
// for the years before the first notice at hand: what a deadline of today rests on has a document number.
const older: { readonly holidays: Table; readonly workdays: Table } = require('chinese-days/dist/chinese-days.json');

const occasionIn = (text: string | undefined): string | null => text?.split(',')[1] ?? null;

function olderDay(isoDate: string): Special | undefined {
  const makeUp = older.workdays[isoDate];
  if (makeUp !== undefined) return { kind: 'MAKE_UP_WORKDAY', occasion: occasionIn(makeUp) };
  const holiday = older.holidays[isoDate];
  return holiday === undefined ? undefined : { kind: 'HOLIDAY', occasion: occasionIn(holiday) };
}

function tableOf(notices: readonly HolidayNotice[]): ReadonlyMap<string, Special> {
  const table = new Map<string, Special>();
  for (const { holidays } of notices) {
    for (const { name, from, to, makeUpWorkdays } of holidays) {
      for (const date of daysOff({ from, to })) table.set(date, { kind: 'HOLIDAY', occasion: name });
      for (const date of makeUpWorkdays) table.set(date, { kind: 'MAKE_UP_WORKDAY', occasion: name });
    }
  }
  return table;
}

/** The national calendar as some notices make it. */
export function createNationalCalendar(notices: readonly HolidayNotice[]): NationalCalendar {
  const table = tableOf(notices);
  const years = new Set(notices.map(({ year }) => year));
  const firstNoticed = Math.min(...years);

  const special = (isoDate: string, year: number): Special | undefined =>
    table.get(isoDate) ?? (year < firstNoticed ? olderDay(isoDate) : undefined);
  /** National Day is a holiday by statute every year, so an older year's notice is in the table exactly when 1 October is. */
  const hasNotice = (year: number): boolean =>
    years.has(year) || (year < firstNoticed && older.holidays[`${year}-10-01`] !== undefined);
  /** New Year's notice may reach back into the last days of December (as that for 2019 did), so those wait for next year's too. */
  const isCovered = (isoDate: string, year: number): boolean =>
    hasNotice(year) && (isoDate.slice(5) < '12-26' || hasNotice(year + 1));

  return {
    notices,
    day(isoDate) {
      const year = Number(isoDate.slice(0, 4));
      const found = special(isoDate, year);
      if (found) return { ...found, provisional: false };
      const weekday = new Date(`${isoDate}T00:00:00Z`).getUTCDay();
      const kind = weekday === 0 || weekday === 6 ? 'WEEKEND' : 'WEEKDAY';
      return { kind, occasion: null, provisional: !isCovered(isoDate, year) };
    },
  };
}

let shipped: NationalCalendar | undefined;

/** The calendar of the notices that ship with the platform. */
export function nationalCalendar(): NationalCalendar {
  shipped ??= createNationalCalendar(loadHolidays());
  return shipped;
}

/** @param isoDate `2026-06-01`, a day in China */
export const nationalDay = (isoDate: string): NationalDay => nationalCalendar().day(isoDate);
