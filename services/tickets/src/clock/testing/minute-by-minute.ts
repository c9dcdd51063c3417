import type { WorkingCalendar } from '@gridlink/jurisdiction';
import { budgetMinutes } from '../budget.ts';
import type { ClockInput } from '../clock-input.ts';
import { onTheWall } from './clock-story.ts';

const MINUTE = 60_000;

/** All that a pencil asks of a calendar. */
type PencilCalendar = Pick<
  WorkingCalendar,
  'officeWindows' | 'officeMinutesPerDay' | 'workingDayMeaning' | 'naturalDayMeaning'
>;

/**
 * The clock as one would do it with a pencil: minute after minute, asking of each whether it counts. Slow and obvious; the real
 * one is held against it. All instants are whole minutes.
 */
export class PencilClock {
  readonly #calendar: PencilCalendar;
  readonly #input: ClockInput;

  constructor(calendar: PencilCalendar, input: ClockInput) {
    this.#calendar = calendar;
    this.#input = input;
  }

  #dateOf(minute: number): string {
    return onTheWall(new Date(minute))?.slice(0, 10) ?? '';
  }

  #isSuspended(minute: number): boolean {
    return this.#input.suspensions.some(
      ({ from, to }) => minute >= from.getTime() && (to === null || minute < to.getTime()),
    );
  }

  #isOffice(minute: number): boolean {
    const windows = this.#calendar.officeWindows(this.#dateOf(minute));
    return windows.some(({ from, to }) => minute >= from.getTime() && minute < to.getTime());
  }

  #toEndOfDay(): boolean {
    const { unit } = this.#input.limit;
    const meaning = unit === 'WORKING_DAY' ? this.#calendar.workingDayMeaning : this.#calendar.naturalDayMeaning;
    return unit.endsWith('_DAY') && meaning === 'TO_END_OF_DAY';
  }

  /** Whether the minute that begins here is counted. */
  counts(minute: number): boolean {
    const { limit, startedAt } = this.#input;
    if (this.#isSuspended(minute)) return false;
    if (this.#toEndOfDay() && this.#dateOf(minute) === this.#dateOf(startedAt.getTime())) return false;
    return limit.unit.startsWith('WORKING') ? this.#isOffice(minute) : true;
  }

  #endsADay(instant: number): boolean {
    if (this.#isSuspended(instant - MINUTE)) return false;
    if (this.#input.limit.unit === 'NATURAL_DAY') return onTheWall(new Date(instant))?.endsWith('00:00') ?? false;
    return (
      this.#calendar
        .officeWindows(this.#dateOf(instant - MINUTE))
        .at(-1)
        ?.to.getTime() === instant
    );
  }

  /** The due instant, or null when it is not reached within `within` minutes. */
  dueAt(within: number): number | null {
    const budget = budgetMinutes(this.#calendar, this.#input.limit);
    let minute = this.#input.startedAt.getTime();
    let counted = 0;
    for (let passed = 0; passed < within; passed += 1) {
      if (counted >= budget && (!this.#toEndOfDay() || this.#endsADay(minute))) return minute;
      if (counted < budget && this.counts(minute)) counted += 1;
      minute += MINUTE;
    }
    return null;
  }

  countedUntil(now: number): number {
    let counted = 0;
    for (let minute = this.#input.startedAt.getTime(); minute < now; minute += MINUTE)
      if (this.counts(minute)) counted += 1;
    return counted;
  }
}
