import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { loadHolidays } from '../loading/load-holidays.ts';
import { createNationalCalendar, nationalCalendar, nationalDay } from './national-days.ts';
import { isoDateOf } from './shanghai-time.ts';

/** Days off and make-up workdays as the State Council's notices for these years list them, month-day, both ends included. */
const NOTICES = [
  {
    year: 2024,
    off: ['01-01', '02-10/02-17', '04-04/04-06', '05-01/05-05', '06-10', '09-15/09-17', '10-01/10-07'],
    makeUp: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
  },
  {
    year: 2025,
    off: ['01-01', '01-28/02-04', '04-04/04-06', '05-01/05-05', '05-31/06-02', '10-01/10-08'],
    makeUp: ['01-26', '02-08', '04-27', '09-28', '10-11'],
  },
  {
    year: 2026,
    off: ['01-01/01-03', '02-15/02-23', '04-04/04-06', '05-01/05-05', '06-19/06-21', '09-25/09-27', '10-01/10-07'],
    makeUp: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
];

function daysOfYear(year: number): string[] {
  const first = Date.UTC(year, 0, 1) / 86_400_000;
  const last = Date.UTC(year, 11, 31) / 86_400_000;
  return Array.from({ length: last - first + 1 }, (_, index) => isoDateOf(first + index));
}

function isIn(ranges: readonly string[], monthDay: string): boolean {
  return ranges.some((range) => {
    const [from = '', to = from] = range.split('/');
    return monthDay >= from && monthDay <= to;
  });
}

function expectedToWork(notice: (typeof NOTICES)[number], date: string): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  if (notice.makeUp.includes(date.slice(5))) return true;
  return weekday !== 0 && weekday !== 6 && !isIn(notice.off, date.slice(5));
}

function works(date: string): boolean {
  return ['WEEKDAY', 'MAKE_UP_WORKDAY'].includes(nationalDay(date).kind);
}

describe('the national calendar', () => {
  it.each(NOTICES)('[T09] agrees with the notice of $year on every day', (notice) => {
    const wrong = daysOfYear(notice.year).filter((date) => works(date) !== expectedToWork(notice, date));
    expect(wrong).toEqual([]);
  });

  it.each(NOTICES)('[B01] names a holiday for every day off or made up for in $year, and for no other', (notice) => {
    const named = daysOfYear(notice.year).filter((date) => nationalDay(date).occasion !== null);
    const expected = daysOfYear(notice.year).filter(
      (date) => notice.makeUp.includes(date.slice(5)) || isIn(notice.off, date.slice(5)),
    );
    expect(named).toEqual(expected);
  });

  it('[B01] says which document each year rests on', () => {
    expect(nationalCalendar().notices.map(({ year, version, number }) => [year, version, number])).toEqual([
      [2024, 1, '国办发明电〔2023〕7号'],
      [2025, 1, '国办发明电〔2024〕12号'],
      [2026, 1, '国办发明电〔2025〕7号'],
    ]);
  });

  it('[B01] takes a year out of the provisional once its notice is there', () => {
    const [latest] = loadHolidays().slice(-1);
    if (!latest) throw new Error('no notice');
    const holidays = [{ name: '国庆节', from: '2027-10-01', to: '2027-10-07', makeUpWorkdays: ['2027-10-09'] }];
    const calendar = createNationalCalendar([...loadHolidays(), { ...latest, year: 2027, holidays }]);
    expect(['2026-12-28', '2027-03-01', '2027-10-04', '2027-10-09'].map((date) => calendar.day(date))).toEqual([
      { kind: 'WEEKDAY', occasion: null, provisional: false },
      { kind: 'WEEKDAY', occasion: null, provisional: false },
      { kind: 'HOLIDAY', occasion: '国庆节', provisional: false },
      { kind: 'MAKE_UP_WORKDAY', occasion: '国庆节', provisional: false },
    ]);
  });

  it.each([2010, 2018, 2023, 2024, 2025, 2026])('knows the notice of %i', (year) => {
    expect(nationalDay(`${year}-06-03`).provisional).toBe(false);
  });

  it.each(['2003-10-01', '2027-01-04', '2027-10-01', '2031-05-01'])(
    'calls %s provisional, no notice covers it',
    (date) => {
      expect(nationalDay(date).provisional).toBe(true);
    },
  );

  it('calls the last days of the last known year provisional, for next year’s notice may reach back', () => {
    expect(nationalDay('2026-12-25').provisional).toBe(false);
    expect(nationalDay('2026-12-28').provisional).toBe(true);
    expect(nationalDay('2025-12-30').provisional).toBe(false);
  });

  it('tells a make-up Saturday from a weekend and says which holiday it makes up for', () => {
    expect(nationalDay('2026-10-10')).toEqual({ kind: 'MAKE_UP_WORKDAY', occasion: '国庆节', provisional: false });
  });

  it.each(['America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Shanghai'])(
    'answers the same on a machine in %s',
    (zone) => {
      const script = `import { nationalDay } from ${JSON.stringify(new URL('./national-days.ts', import.meta.url).href)};
      process.stdout.write(['2026-09-30', '2026-10-01', '2026-10-07', '2026-10-08'].map((d) => nationalDay(d).kind).join());`;
      const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        env: { ...process.env, TZ: zone, NODE_OPTIONS: '' },
        encoding: 'utf8',
      });
      expect(output).toBe('WEEKDAY,HOLIDAY,HOLIDAY,WEEKDAY');
    },
  );
});
