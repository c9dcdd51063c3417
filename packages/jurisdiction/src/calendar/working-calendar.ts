import type { Pack } from '../pack/pack.ts';
import { type NationalCalendar, type NationalDay, nationalCalendar } from './national-days.ts';
import { DAY, dayNumberAt, dayNumberOf, isoDateOf, MINUTE, minutesOfDay, startOfDay } from './shanghai-time.ts';

/** A span of instants, from inclusive, to exclusive; epoch milliseconds. */
export type Span = { readonly from: number; readonly to: number };

/** One day in Asia/Shanghai as offices know it. */
export type CalendarDay = {
  readonly date: string;
  /** 00:00 and 24:00 in Asia/Shanghai, epoch milliseconds. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly working: boolean;
  readonly kind: NationalDay['kind'] | 'LOCAL_DAY_OFF';
  /** Name of the holiday or local day off, null on ordinary days. */
  readonly occasion: string | null;
  /** True while no State Council notice covers the day: the answer is only the weekday's. */
  readonly provisional: boolean;
  /** Office windows in order; none on a day off. */
  readonly windows: readonly Span[];
};

/** A pack's working time. Pure: the same date always gets the same answer. */
export type WorkingCalendar = Pick<
  Pack['limits']['calendar'],
  'workingDayMeaning' | 'naturalDayMeaning' | 'remindAtShare'
> & {
  /** Minutes offices are open on a working day. */
  readonly officeMinutesPerDay: number;
  /** The day an instant (epoch milliseconds) falls in; `dayAt(day.endsAt)` is the day after. */
  readonly dayAt: (instant: number) => CalendarDay;
  /** By date `2026-06-01`. @throws RangeError when it is no date */
  readonly day: (isoDate: string) => CalendarDay;
  readonly isWorkingDay: (isoDate: string) => boolean;
  /** Office windows of a date as UTC instants; empty on a day off. */
  readonly officeWindows: (isoDate: string) => readonly { readonly from: Date; readonly to: Date }[];
};

/** Some thirteen years of days; older entries are dropped so that odd dates cannot fill the memory. */
const MOST_CACHED_DAYS = 5_000;

type Rules = Pack['limits']['calendar'];

type Sources = {
  readonly rules: Rules;
  readonly localDaysOff: ReadonlyMap<string, string>;
  readonly national: NationalCalendar;
};

function describeDay(dayNumber: number, { rules, localDaysOff, national: country }: Sources): CalendarDay {
  const date = isoDateOf(dayNumber);
  const national = country.day(date);
  const local = localDaysOff.get(date);
  const midnight = startOfDay(dayNumber);
  const worksNationally = national.kind === 'WEEKDAY' || national.kind === 'MAKE_UP_WORKDAY';
  const working = worksNationally && local === undefined;
  const windows = rules.officeWindows.map(({ from, to }) =>
    Object.freeze({ from: midnight + minutesOfDay(from) * MINUTE, to: midnight + minutesOfDay(to) * MINUTE }),
  );
  return Object.freeze({
    date,
    startsAt: midnight,
    endsAt: midnight + DAY,
    working,
    kind: worksNationally && local !== undefined ? 'LOCAL_DAY_OFF' : national.kind,
    occasion: local ?? national.occasion,
    provisional: national.provisional,
    windows: Object.freeze(working ? windows : []),
  });
}

/**
 * The calendar of a pack: State Council holidays and make-up workdays, the pack's office windows and local days off.
 * @param national other notices than those that ship, for an operator's own or a rehearsal
 */
export function createWorkingCalendar(
  pack: { readonly limits: { readonly calendar: Rules } },
  national: NationalCalendar = nationalCalendar(),
): WorkingCalendar {
  const rules = pack.limits.calendar;
  const localDaysOff = new Map(rules.localDaysOff.map(({ date, label }) => [date, label]));
  const cache = new Map<number, CalendarDay>();

  const dayByNumber = (dayNumber: number): CalendarDay => {
    const cached = cache.get(dayNumber);
    if (cached) return cached;
    const day = describeDay(dayNumber, { rules, localDaysOff, national });
    if (cache.size >= MOST_CACHED_DAYS) cache.clear();
    cache.set(dayNumber, day);
    return day;
  };
  const day = (isoDate: string) => dayByNumber(dayNumberOf(isoDate));

  return Object.freeze({
    workingDayMeaning: rules.workingDayMeaning,
    naturalDayMeaning: rules.naturalDayMeaning,
    remindAtShare: rules.remindAtShare,
    officeMinutesPerDay: rules.officeWindows.reduce(
      (sum, { from, to }) => sum + minutesOfDay(to) - minutesOfDay(from),
      0,
    ),
    dayAt: (instant) => dayByNumber(dayNumberAt(instant)),
    day,
    isWorkingDay: (isoDate) => day(isoDate).working,
    officeWindows: (isoDate) =>
      day(isoDate).windows.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) })),
  });
}
