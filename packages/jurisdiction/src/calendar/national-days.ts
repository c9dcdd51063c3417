import { createRequire } from 'node:module';

/** What the State Council's notice, or else the weekday, makes of a date. */
export type NationalDay = {
  readonly kind: 'WEEKDAY' | 'WEEKEND' | 'HOLIDAY' | 'MAKE_UP_WORKDAY';
  /** Chinese name of the holiday a day off or make-up workday belongs to. */
  readonly occasion: string | null;
  /** True while no notice covers the date: the answer is only the weekday's and may change. */
  readonly provisional: boolean;
};

/** Date → "National Day,国庆节,3". */
type Table = Readonly<Record<string, string>>;

const require = createRequire(import.meta.url);

// The library's functions read dates in the machine's zone and are a day off west of Greenwich; its table of data is exact.
const { holidays, workdays: makeUpWorkdays }: { readonly holidays: Table; readonly workdays: Table } =
  require('chinese-days/dist/chinese-days.json');

/** National Day is a holiday by statute every year, so a year's notice is in the table exactly when 1 October is. */
function hasNotice(year: number): boolean {
  return holidays[`${year}-10-01`] !== undefined;
}

/** New Year's notice may reach back into the last days of December (as that for 2019 did), so those wait for next year's too. */
function isCovered(isoDate: string): boolean {
  const year = Number(isoDate.slice(0, 4));
  return hasNotice(year) && (isoDate.slice(5) < '12-26' || hasNotice(year + 1));
}

/** @param isoDate `2026-06-01`, a day in China */
export function nationalDay(isoDate: string): NationalDay {
  const weekday = new Date(`${isoDate}T00:00:00Z`).getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  const makeUp = makeUpWorkdays[isoDate];
  const special = makeUp ?? holidays[isoDate];
  const occasion = special?.split(',')[1] ?? null;
  if (makeUp !== undefined) return { kind: 'MAKE_UP_WORKDAY', occasion, provisional: false };
  if (special !== undefined) return { kind: 'HOLIDAY', occasion, provisional: false };
  return { kind: isWeekend ? 'WEEKEND' : 'WEEKDAY', occasion, provisional: !isCovered(isoDate) };
}
