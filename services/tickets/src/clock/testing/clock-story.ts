import { createWorkingCalendar, type Pack, type WorkingCalendar } from '@gridlink/jurisdiction';
import type { ClockInput, Suspension } from '../clock-input.ts';

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
  localDaysOff: [],
  basis: 'OPERATOR',
  article: null,
};

/** Offices open 09:00-12:00 and 13:30-17:30, seven hours a day, unless a test says otherwise. */
export function offices(change: Partial<Omit<Rules, 'basis' | 'article'>> = {}): WorkingCalendar {
  return createWorkingCalendar({ limits: { calendar: { ...rules, ...change } } });
}

/** An instant by the clock on the wall in China: `wall('2026-06-01 09:00')`. */
export function wall(text: string): Date {
  return new Date(`${text.replace(' ', 'T')}:00+08:00`);
}

/** The other way round: `2026-06-01 09:00`. */
export function onTheWall(instant: Date | null): string | null {
  if (instant === null) return null;
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

export function suspended(from: string, to: string | null, reason = 'WAITING_FOR_REPORTER'): Suspension {
  return { from: wall(from), to: to === null ? null : wall(to), reason };
}

export function granted(
  amount: number,
  unit: ClockInput['limit']['unit'],
  start: string,
  pauses: readonly Suspension[] = [],
): ClockInput {
  return { limit: { amount, unit }, startedAt: wall(start), suspensions: pauses };
}
