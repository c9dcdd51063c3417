import { describe, expect, it } from '@jest/globals';
import { loadPacks } from '../loading/load-packs.ts';
import type { Pack } from '../pack/pack.ts';
import { createWorkingCalendar } from './working-calendar.ts';

type Rules = Pack['limits']['calendar'];

const rules: Rules = {
  timeZone: 'Asia/Shanghai',
  officeWindows: [
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '17:30' },
  ],
  workingDayMeaning: 'OFFICE_MINUTES',
  naturalDayMeaning: 'FULL_DAYS',
  remindAtShare: 0.8,
  localDaysOff: [{ date: '2026-06-03', label: '建城纪念日' }],
  basis: 'OPERATOR',
  article: null,
};
const calendar = createWorkingCalendar({ limits: { calendar: rules } });

describe('a working calendar', () => {
  it('gives office windows as UTC instants', () => {
    expect(calendar.officeWindows('2026-06-01').map(({ from, to }) => [from.toISOString(), to.toISOString()])).toEqual([
      ['2026-06-01T01:00:00.000Z', '2026-06-01T04:00:00.000Z'],
      ['2026-06-01T05:30:00.000Z', '2026-06-01T09:30:00.000Z'],
    ]);
  });

  it.each(['2026-06-06', '2026-06-19', '2026-06-03'])('has no office window on %s', (date) => {
    expect(calendar.officeWindows(date)).toEqual([]);
  });

  it('[B01] works on a make-up Saturday', () => {
    expect(calendar.isWorkingDay('2026-10-10')).toBe(true);
  });

  it('names a local day off as one', () => {
    expect(calendar.day('2026-06-03')).toMatchObject({ kind: 'LOCAL_DAY_OFF', working: false, occasion: '建城纪念日' });
  });

  it('carries the guard for years without a notice', () => {
    expect(calendar.day('2027-03-01').provisional).toBe(true);
  });

  it('counts the office minutes of a working day', () => {
    expect(calendar.officeMinutesPerDay).toBe(420);
  });

  it('gives the very same answer twice', () => {
    expect(calendar.day('2026-06-01')).toBe(calendar.day('2026-06-01'));
  });

  it('hands out dates that cannot change the calendar', () => {
    calendar.officeWindows('2026-06-02')[0]?.from.setTime(0);
    expect(calendar.officeWindows('2026-06-02')[0]?.from.toISOString()).toBe('2026-06-02T01:00:00.000Z');
  });

  it.each(['2026-6-1', '01.06.2026', '2026-13-01', ''])('refuses "%s"', (date) => {
    expect(() => calendar.day(date)).toThrow(RangeError);
  });

  it('keeps answering past the size of its memory', () => {
    const first = calendar.day('2020-01-02');
    for (let day = 0; day < 6_000; day += 1) calendar.dayAt((20_000 + day) * 86_400_000);
    expect(calendar.day('2020-01-02')).toEqual(first);
  });

  it.each([...loadPacks().values()].map((pack) => [pack.code, pack] as const))('can be made for %s', (_, pack) => {
    expect(createWorkingCalendar(pack).isWorkingDay('2026-11-24')).toBe(true);
  });
});
