import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { budgetMinutes } from './budget.ts';
import type { ClockInput, Suspension } from './clock-input.ts';
import { dueAt } from './due-at.ts';
import { countedMinutes, explain } from './explain.ts';
import { offices, wall } from './testing/clock-story.ts';
import { PencilClock } from './testing/minute-by-minute.ts';

const MINUTE = 60_000;
const DAY = 1_440;
/** Days around which calendars go wrong: make-up workdays, long holidays, ends of years, plain weeks. */
const STARTS = [
  '2026-09-29',
  '2026-10-08',
  '2026-02-13',
  '2025-12-30',
  '2026-01-03',
  '2026-06-05',
  '2026-05-08',
  '2024-02-28',
];

const calendars = fc
  .record({
    workingDayMeaning: fc.constantFrom('OFFICE_MINUTES' as const, 'TO_END_OF_DAY' as const),
    naturalDayMeaning: fc.constantFrom('FULL_DAYS' as const, 'TO_END_OF_DAY' as const),
    officeWindows: fc.constantFrom(
      [
        { from: '09:00', to: '12:00' },
        { from: '13:30', to: '17:30' },
      ],
      [{ from: '08:00', to: '18:00' }],
      [{ from: '00:00', to: '24:00' }],
    ),
    localDaysOff: fc.constantFrom([], [{ date: '2026-10-09', label: '地方假' }]),
  })
  .map(offices);

const limits = fc.oneof(
  fc.record({
    amount: fc.integer({ min: 1, max: 12 }),
    unit: fc.constantFrom('WORKING_HOUR' as const, 'URGENT_HOUR' as const),
  }),
  fc.record({
    amount: fc.integer({ min: 1, max: 3 }),
    unit: fc.constantFrom('WORKING_DAY' as const, 'NATURAL_DAY' as const),
  }),
);

const minutesAfter = (start: Date, minutes: number) => new Date(start.getTime() + minutes * MINUTE);

function suspensions(start: Date): fc.Arbitrary<Suspension[]> {
  const one = fc
    .record({ offset: fc.integer({ min: -DAY, max: 6 * DAY }), length: fc.integer({ min: 0, max: 2 * DAY }) })
    .map(({ offset, length }) => ({
      from: minutesAfter(start, offset),
      to: minutesAfter(start, offset + length),
      reason: 'TEST',
    }));
  return fc.array(one, { maxLength: 4 });
}

const inputs: fc.Arbitrary<ClockInput> = fc
  .record({ day: fc.constantFrom(...STARTS), minute: fc.integer({ min: 0, max: DAY - 1 }), limit: limits })
  .map(({ day, minute, limit }) => ({ limit, startedAt: minutesAfter(wall(`${day} 00:00`), minute) }))
  .chain(({ limit, startedAt }) => suspensions(startedAt).map((pauses) => ({ limit, startedAt, suspensions: pauses })));

const laterMinutes = fc.integer({ min: 0, max: 12 * DAY });

describe('the clock against a pencil', () => {
  it('[B01] agrees on every due instant', () => {
    fc.assert(
      fc.property(calendars, inputs, (calendar, input) => {
        const byPencil = new PencilClock(calendar, input).dueAt(60 * DAY);
        expect(dueAt(calendar, input).dueAt?.getTime()).toBe(byPencil);
      }),
      { numRuns: 150 },
    );
  });

  it('[B01] agrees on the minutes counted before the due instant', () => {
    fc.assert(
      fc.property(calendars, inputs, laterMinutes, (calendar, input, later) => {
        const due = dueAt(calendar, input).dueAt ?? input.startedAt;
        const now = Math.min(minutesAfter(input.startedAt, later).getTime(), due.getTime());
        const byPencil = new PencilClock(calendar, input).countedUntil(now);
        const budget = budgetMinutes(calendar, input.limit);
        expect(countedMinutes(calendar, input, new Date(now))).toBe(Math.min(byPencil, budget));
      }),
      { numRuns: 150 },
    );
  });
});

describe('an explanation, whatever happens', () => {
  const explained = fc.tuple(calendars, inputs, laterMinutes).map(([calendar, input, later]) => {
    const now = minutesAfter(input.startedAt, later);
    return { calendar, input, now, segments: explain(calendar, input, now) };
  });

  it('[B01] joins without a gap and adds up to the elapsed time exactly', () => {
    fc.assert(
      fc.property(explained, ({ input, now, segments }) => {
        const edges = [input.startedAt, ...segments.map(({ to }) => to)].slice(0, -1).map(Number);
        expect(segments.map(({ from }) => Number(from))).toEqual(segments.length === 0 ? [] : edges);
        const length = segments.reduce((sum, { from, to }) => sum + to.getTime() - from.getTime(), 0);
        expect(length).toBe(now.getTime() - input.startedAt.getTime());
      }),
      { numRuns: 300 },
    );
  });

  it('counts a segment in full or not at all, and in sum what is counted', () => {
    fc.assert(
      fc.property(explained, ({ calendar, input, now, segments }) => {
        const sum = segments.reduce((total, segment) => total + segment.countedMinutes, 0);
        expect(sum).toBe(countedMinutes(calendar, input, now));
        for (const { from, to, countedMinutes: counted } of segments) {
          expect([0, (to.getTime() - from.getTime()) / MINUTE]).toContain(counted);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('laws of the clock', () => {
  it('[T09] late is exactly: more counted than granted', () => {
    fc.assert(
      fc.property(calendars, inputs, laterMinutes, (calendar, input, later) => {
        const { dueAt: due } = dueAt(calendar, input);
        const budget = budgetMinutes(calendar, input.limit);
        const now = minutesAfter(input.startedAt, later);
        const isOver = countedMinutes(calendar, input, now) > budget;
        if (isOver) expect(now.getTime()).toBeGreaterThan(due?.getTime() ?? Number.POSITIVE_INFINITY);
        if (due && now <= due) expect(isOver).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('a suspension never brings a due instant forward', () => {
    fc.assert(
      fc.property(calendars, inputs, (calendar, input) => {
        const free = dueAt(calendar, { ...input, suspensions: [] }).dueAt;
        expect(dueAt(calendar, input).dueAt?.getTime()).toBeGreaterThanOrEqual(free?.getTime() ?? 0);
      }),
      { numRuns: 300 },
    );
  });

  it('the order of the ledger does not matter', () => {
    fc.assert(
      fc.property(calendars, inputs, (calendar, input) => {
        const reversed = { ...input, suspensions: input.suspensions.toReversed() };
        expect(dueAt(calendar, reversed)).toEqual(dueAt(calendar, input));
      }),
      { numRuns: 200 },
    );
  });

  it('a reminder comes before its due instant and not before the start', () => {
    fc.assert(
      fc.property(calendars, inputs, (calendar, input) => {
        const { dueAt: due, remindAt } = dueAt(calendar, input);
        expect(remindAt?.getTime()).toBeLessThan(due?.getTime() ?? 0);
        expect(remindAt?.getTime()).toBeGreaterThan(input.startedAt.getTime());
      }),
      { numRuns: 200 },
    );
  });
});
