import chineseDays from 'chinese-days';

/** What the State Council's notice, or else the weekday, makes of a date. */
export type NationalDay = {
  readonly kind: 'WEEKDAY' | 'WEEKEND' | 'HOLIDAY' | 'MAKE_UP_WORKDAY';
  /** Chinese name of the holiday a day off or make-up workday belongs to. */
  readonly occasion: string | null;
  /** True while no notice covers the date: the answer is only the weekday's and may change. */
  readonly provisional: boolean;
};

const known = new Map<number, boolean>();

/** National Day is a holiday by statute every year, so a year's notice is in the library exactly when 1 October is named. */
function hasNotice(year: number): boolean {
  let answer = known.get(year);
  if (answer === undefined) {
    const { work, name } = chineseDays.getDayDetail(`${year}-10-01`);
    answer = !work && name.includes(',');
    known.set(year, answer);
  }
  return answer;
}

/** New Year's notice may reach back into the last days of December (as that for 2019 did), so those wait for next year's too. */
function isCovered(isoDate: string): boolean {
  const year = Number(isoDate.slice(0, 4));
  return hasNotice(year) && (isoDate.slice(5) < '12-26' || hasNotice(year + 1));
}

/** @param isoDate `2026-06-01`, a day in China */
export function nationalDay(isoDate: string): NationalDay {
  const { work, name } = chineseDays.getDayDetail(isoDate);
  const weekday = new Date(`${isoDate}T00:00:00Z`).getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  // The library names special days "National Day,国庆节,3" and ordinary ones by weekday alone.
  const occasion = name.split(',')[1] ?? null;
  const provisional = occasion === null && !isCovered(isoDate);
  if (work) return { kind: isWeekend ? 'MAKE_UP_WORKDAY' : 'WEEKDAY', occasion, provisional };
  return { kind: occasion === null ? 'WEEKEND' : 'HOLIDAY', occasion, provisional };
}
