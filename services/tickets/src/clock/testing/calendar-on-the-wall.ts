import type { WorkingCalendar } from '@gridlink/jurisdiction';
import { wall } from './clock-story.ts';

/** The State Council's notices once more, as a clerk would copy them onto a wall calendar: nothing of the platform's own data is read. */
const OFF = [
  '2024-01-01',
  ...['2024-02-10', '2024-02-11', '2024-02-12', '2024-02-13', '2024-02-14', '2024-02-15', '2024-02-16', '2024-02-17'],
  ...['2024-04-04', '2024-04-05', '2024-04-06'],
  ...['2024-05-01', '2024-05-02', '2024-05-03', '2024-05-04', '2024-05-05'],
  '2024-06-10',
  ...['2024-09-15', '2024-09-16', '2024-09-17'],
  ...['2024-10-01', '2024-10-02', '2024-10-03', '2024-10-04', '2024-10-05', '2024-10-06', '2024-10-07'],
  '2025-01-01',
  ...['2025-01-28', '2025-01-29', '2025-01-30', '2025-01-31', '2025-02-01', '2025-02-02', '2025-02-03', '2025-02-04'],
  ...['2025-04-04', '2025-04-05', '2025-04-06'],
  ...['2025-05-01', '2025-05-02', '2025-05-03', '2025-05-04', '2025-05-05'],
  ...['2025-05-31', '2025-06-01', '2025-06-02'],
  ...['2025-10-01', '2025-10-02', '2025-10-03', '2025-10-04', '2025-10-05', '2025-10-06', '2025-10-07', '2025-10-08'],
  ...['2026-01-01', '2026-01-02', '2026-01-03'],
  ...['2026-02-15', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-02-21', '2026-02-22'],
  '2026-02-23',
  ...['2026-04-04', '2026-04-05', '2026-04-06'],
  ...['2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05'],
  ...['2026-06-19', '2026-06-20', '2026-06-21'],
  ...['2026-09-25', '2026-09-26', '2026-09-27'],
  ...['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06', '2026-10-07'],
];
const MADE_UP = [
  ...['2024-02-04', '2024-02-18', '2024-04-07', '2024-04-28', '2024-05-11', '2024-09-14', '2024-09-29', '2024-10-12'],
  ...['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  ...['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
];

export function worksOnTheWall(date: string): boolean {
  if (MADE_UP.includes(date)) return true;
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday >= 1 && weekday <= 5 && !OFF.includes(date);
}

const windowsOf = (date: string) =>
  worksOnTheWall(date)
    ? [
        { from: wall(`${date} 09:00`), to: wall(`${date} 12:00`) },
        { from: wall(`${date} 13:30`), to: wall(`${date} 17:30`) },
      ]
    : [];

/** A pencil asks for every minute; a day is looked up once. */
const looked = new Map<string, ReturnType<typeof windowsOf>>();

/** The offices of `offices()` on that wall calendar, for 2024 to 2026. */
export const ON_THE_WALL: Pick<
  WorkingCalendar,
  'officeWindows' | 'officeMinutesPerDay' | 'workingDayMeaning' | 'naturalDayMeaning'
> = {
  officeMinutesPerDay: 420,
  workingDayMeaning: 'OFFICE_MINUTES',
  naturalDayMeaning: 'FULL_DAYS',
  officeWindows: (date) => {
    const windows = looked.get(date) ?? windowsOf(date);
    looked.set(date, windows);
    return windows;
  },
};
