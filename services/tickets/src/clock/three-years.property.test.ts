import { dayNumberOf, isoDateOf } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ClockInput } from './clock-input.ts';
import { dueAt } from './due-at.ts';
import { countedMinutes } from './explain.ts';
import { ON_THE_WALL, worksOnTheWall } from './testing/calendar-on-the-wall.ts';
import { offices, wall } from './testing/clock-story.ts';
import { PencilClock } from './testing/minute-by-minute.ts';

const MINUTE = 60_000;
const DAY = 1_440;
const FIRST = dayNumberOf('2024-01-01');
const LAST = dayNumberOf('2026-12-25');
const calendar = offices();

/** Any minute of three years for which notices are out, with room for the limit after it. */
const instants = fc
  .record({ day: fc.integer({ min: FIRST, max: LAST - 21 }), minute: fc.integer({ min: 0, max: DAY - 1 }) })
  .map(({ day, minute }) => new Date(wall(`${isoDateOf(day)} 00:00`).getTime() + minute * MINUTE));

const limits = fc.oneof(
  fc.record({
    amount: fc.integer({ min: 1, max: 24 }),
    unit: fc.constantFrom('WORKING_HOUR' as const, 'URGENT_HOUR' as const),
  }),
  fc.record({
    amount: fc.integer({ min: 1, max: 5 }),
    unit: fc.constantFrom('WORKING_DAY' as const, 'NATURAL_DAY' as const),
  }),
);

const inputs: fc.Arbitrary<ClockInput> = fc
  .record({ startedAt: instants, limit: limits })
  .map((input) => ({ ...input, suspensions: [] }));

describe('the clock over 2024 to 2026, held against the notices copied by hand', () => {
  it('[B01] knows of every single day whether it is worked', () => {
    const days = Array.from({ length: LAST - FIRST + 1 }, (_, index) => isoDateOf(FIRST + index));
    expect(days.filter((date) => calendar.isWorkingDay(date) !== worksOnTheWall(date))).toEqual([]);
    expect(days.some((date) => calendar.day(date).provisional)).toBe(false);
  });

  it('[B01] agrees with a pencil on every due instant', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const byPencil = new PencilClock(ON_THE_WALL, input).dueAt(30 * DAY);
        expect(dueAt(calendar, input)).toMatchObject({ dueAt: new Date(byPencil ?? Number.NaN), provisional: false });
      }),
      { numRuns: 150 },
    );
  });

  it('[B01] agrees with a pencil on the working minutes of any interval', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 20 * DAY }), (from, minutes) => {
        const input = { limit: { amount: 1_000, unit: 'WORKING_HOUR' }, startedAt: from, suspensions: [] } as const;
        const to = from.getTime() + minutes * MINUTE;
        expect(countedMinutes(calendar, input, new Date(to))).toBe(
          new PencilClock(ON_THE_WALL, input).countedUntil(to),
        );
      }),
      { numRuns: 150 },
    );
  });
});
