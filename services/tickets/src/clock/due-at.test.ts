import { describe, expect, it } from '@jest/globals';
import { dueAt } from './due-at.ts';
import { granted, offices, onTheWall, suspended, wall } from './testing/clock-story.ts';

const calendar = offices();
const toEndOfDay = offices({ workingDayMeaning: 'TO_END_OF_DAY', naturalDayMeaning: 'TO_END_OF_DAY' });

describe('a due instant', () => {
  it.each([
    ['inside a window', 2, 'WORKING_HOUR', '2026-06-01 09:30', '2026-06-01 11:30'],
    ['over the lunch break', 2, 'WORKING_HOUR', '2026-06-01 11:00', '2026-06-01 14:30'],
    ['over the night', 2, 'WORKING_HOUR', '2026-06-01 16:30', '2026-06-02 10:00'],
    ['at closing time, not at the next opening', 1, 'WORKING_HOUR', '2026-06-01 16:30', '2026-06-01 17:30'],
    ['from a start at night', 1, 'WORKING_HOUR', '2026-06-01 22:15', '2026-06-02 10:00'],
    ['from a start before opening', 1, 'WORKING_HOUR', '2026-06-01 06:00', '2026-06-01 10:00'],
    ['from a start at lunch', 1, 'WORKING_HOUR', '2026-06-01 12:30', '2026-06-01 14:30'],
    ['from a start on a Saturday', 1, 'WORKING_DAY', '2026-06-06 10:00', '2026-06-08 17:30'],
    ['a working day is the office minutes of one', 1, 'WORKING_DAY', '2026-06-01 10:00', '2026-06-02 10:00'],
    ['over a weekend', 2, 'WORKING_DAY', '2026-06-05 09:00', '2026-06-08 17:30'],
    ['over National Day with its make-up Saturday', 2, 'WORKING_DAY', '2026-09-30 09:00', '2026-10-08 17:30'],
    ['on a make-up Saturday', 3, 'WORKING_DAY', '2026-10-08 09:00', '2026-10-10 17:30'],
    [
      'over the end of a year, 4 January being a make-up Sunday',
      2,
      'WORKING_DAY',
      '2025-12-31 09:00',
      '2026-01-04 17:30',
    ],
    ['through nights and holidays', 24, 'URGENT_HOUR', '2026-10-01 03:00', '2026-10-02 03:00'],
    ['natural days as full days', 3, 'NATURAL_DAY', '2026-09-30 15:20', '2026-10-03 15:20'],
    ['half an hour', 0.5, 'URGENT_HOUR', '2026-06-01 23:45', '2026-06-02 00:15'],
  ] as const)('[T09] %s', (_, amount, unit, start, due) => {
    expect(onTheWall(dueAt(calendar, granted(amount, unit, start)).dueAt)).toBe(due);
  });

  it.each([
    ['the day of the start is not counted', 1, 'WORKING_DAY', '2026-06-01 10:00', '2026-06-02 17:30'],
    ['nor is a Saturday of the start', 1, 'WORKING_DAY', '2026-06-06 10:00', '2026-06-08 17:30'],
    ['nor a start before opening', 1, 'WORKING_DAY', '2026-06-01 06:00', '2026-06-02 17:30'],
    ['natural days end at midnight', 3, 'NATURAL_DAY', '2026-09-30 15:20', '2026-10-04 00:00'],
    ['hours stay hours', 2, 'WORKING_HOUR', '2026-06-01 11:00', '2026-06-01 14:30'],
    ['urgent hours too', 2, 'URGENT_HOUR', '2026-06-01 11:00', '2026-06-01 13:00'],
  ] as const)('[B01] to the end of the day: %s', (_, amount, unit, start, due) => {
    expect(onTheWall(dueAt(toEndOfDay, granted(amount, unit, start)).dueAt)).toBe(due);
  });

  it('skips a local day off', () => {
    const local = offices({ localDaysOff: [{ date: '2026-06-02', label: '建城纪念日' }] });
    expect(onTheWall(dueAt(local, granted(2, 'WORKING_DAY', '2026-06-01 09:00')).dueAt)).toBe('2026-06-03 17:30');
  });

  it.each([
    ['ordinary', '2026-06-01 09:00', false],
    ['beyond the last notice', '2027-03-01 09:00', true],
    ['from a year with a notice into one without', '2026-12-31 09:00', true],
  ])('[B01] is provisional only where a notice is missing: %s', (_, start, provisional) => {
    expect(dueAt(calendar, granted(2, 'WORKING_DAY', start)).provisional).toBe(provisional);
  });

  it('is never provisional where holidays do not matter', () => {
    expect(dueAt(calendar, granted(2, 'URGENT_HOUR', '2027-03-01 09:00')).provisional).toBe(false);
  });

  it('refuses a start that is no instant', () => {
    expect(() =>
      dueAt(calendar, { ...granted(1, 'WORKING_HOUR', '2026-06-01 09:00'), startedAt: new Date(Number.NaN) }),
    ).toThrow(RangeError);
  });
});

describe('a suspension', () => {
  it.each([
    ['pushes the end by its office minutes', [suspended('2026-06-01 10:00', '2026-06-01 11:00')], '2026-06-01 16:30'],
    ['outside office hours changes nothing', [suspended('2026-06-01 12:00', '2026-06-01 13:30')], '2026-06-01 15:30'],
    [
      'overlapping another counts once',
      [suspended('2026-06-01 10:00', '2026-06-01 11:00'), suspended('2026-06-01 10:30', '2026-06-01 11:30')],
      '2026-06-01 17:00',
    ],
    [
      'inside another changes nothing',
      [suspended('2026-06-01 10:00', '2026-06-01 11:00'), suspended('2026-06-01 10:15', '2026-06-01 10:30')],
      '2026-06-01 16:30',
    ],
    [
      'touching another adds up',
      [suspended('2026-06-01 10:30', '2026-06-01 11:00'), suspended('2026-06-01 10:00', '2026-06-01 10:30')],
      '2026-06-01 16:30',
    ],
    ['before the start does not count', [suspended('2026-05-29 10:00', '2026-06-01 09:30')], '2026-06-01 16:00'],
    ['that ended before the start is ignored', [suspended('2026-05-28 10:00', '2026-05-29 10:00')], '2026-06-01 15:30'],
    ['without length is ignored', [suspended('2026-06-01 10:00', '2026-06-01 10:00')], '2026-06-01 15:30'],
    ['after the end comes too late', [suspended('2026-06-01 15:30', '2026-06-03 10:00')], '2026-06-01 15:30'],
    ['from the start on moves everything', [suspended('2026-06-01 09:00', '2026-06-03 09:00')], '2026-06-03 15:30'],
  ])('[E04] %s', (_, pauses, due) => {
    expect(onTheWall(dueAt(calendar, granted(5, 'WORKING_HOUR', '2026-06-01 09:00', pauses)).dueAt)).toBe(due);
  });

  it('[E04] without an end leaves no due instant', () => {
    const due = dueAt(calendar, granted(5, 'WORKING_HOUR', '2026-06-01 09:00', [suspended('2026-06-01 10:00', null)]));
    expect(due).toMatchObject({ dueAt: null, remindAt: null });
  });

  it('without an end keeps a reminder that was due before', () => {
    const due = dueAt(calendar, granted(5, 'WORKING_HOUR', '2026-06-01 09:00', [suspended('2026-06-01 15:00', null)]));
    expect([due.dueAt, onTheWall(due.remindAt)]).toEqual([null, '2026-06-01 14:30']);
  });

  it('of thousands of years is no work', () => {
    const pause = suspended('2026-06-01 10:00', '9999-01-04 00:00');
    expect(onTheWall(dueAt(calendar, granted(5, 'WORKING_HOUR', '2026-06-01 09:00', [pause])).dueAt)).toBe(
      '9999-01-04 14:30',
    );
  });

  it.each([
    [
      'to the end of the day the budget is spent on',
      suspended('2026-06-02 10:00', '2026-06-02 16:00'),
      '2026-06-03 17:30',
    ],
    ['past a day whose end is suspended', suspended('2026-06-02 10:00', '2026-06-02 20:00'), '2026-06-03 17:30'],
    [
      'not at all while it lies on the day of the start',
      suspended('2026-06-01 10:00', '2026-06-01 20:00'),
      '2026-06-02 17:30',
    ],
    ['over a second suspended evening', suspended('2026-06-02 17:00', '2026-06-04 20:00'), '2026-06-05 17:30'],
    ['nowhere while open', suspended('2026-06-02 17:00', null), null],
  ])('[E04] moves a limit in whole days %s', (_, pause, due) => {
    expect(onTheWall(dueAt(toEndOfDay, granted(1, 'WORKING_DAY', '2026-06-01 10:00', [pause])).dueAt)).toBe(due);
  });

  it('that begins when the budget is already spent leaves the end of the day to the first free evening', () => {
    const pauses = [
      suspended('2026-06-02 10:00', '2026-06-02 11:00'),
      suspended('2026-06-03 14:00', '2026-06-04 20:00'),
    ];
    expect(onTheWall(dueAt(toEndOfDay, granted(1, 'WORKING_DAY', '2026-06-01 10:00', pauses)).dueAt)).toBe(
      '2026-06-05 17:30',
    );
  });
});

describe('a reminder', () => {
  it('[T09] comes at the pack’s share of the budget', () => {
    expect(onTheWall(dueAt(calendar, granted(5, 'WORKING_HOUR', '2026-06-01 09:00')).remindAt)).toBe(
      '2026-06-01 14:30',
    );
  });

  it('follows another share', () => {
    const early = offices({ remindAtShare: 0.5 });
    expect(dueAt(early, granted(2, 'URGENT_HOUR', '2026-06-01 09:00')).remindAt).toEqual(wall('2026-06-01 10:00'));
  });
});
