import type { Limit, WorkingCalendar } from '@gridlink/jurisdiction';

/** Counted minutes a limit grants under a calendar. A working day is worth the pack's office minutes, a natural day 1,440. */
export function budgetMinutes(calendar: Pick<WorkingCalendar, 'officeMinutesPerDay'>, limit: Limit): number {
  switch (limit.unit) {
    case 'WORKING_HOUR':
    case 'URGENT_HOUR':
      return limit.amount * 60;
    case 'WORKING_DAY':
      return limit.amount * calendar.officeMinutesPerDay;
    case 'NATURAL_DAY':
      return limit.amount * 1_440;
  }
}

/**
 * A limit grown by an extension of the same unit.
 * @throws RangeError when the units differ: a working day and a natural day cannot be added, the caller has to refuse that
 */
export function extend(limit: Limit, by: Limit): Limit {
  if (limit.unit !== by.unit) throw new RangeError(`a limit in ${limit.unit} cannot be extended by ${by.unit}`);
  return { amount: limit.amount + by.amount, unit: limit.unit };
}

/** Whether days of this limit run to the end of the last one, the day of the start not counted. */
export function runsToEndOfDay(calendar: WorkingCalendar, limit: Limit): boolean {
  if (limit.unit === 'WORKING_DAY') return calendar.workingDayMeaning === 'TO_END_OF_DAY';
  return limit.unit === 'NATURAL_DAY' && calendar.naturalDayMeaning === 'TO_END_OF_DAY';
}
