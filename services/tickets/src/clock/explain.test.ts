import { describe, expect, it } from '@jest/globals';
import { countedMinutes, explain } from './explain.ts';
import { granted, offices, onTheWall, suspended, wall } from './testing/clock-story.ts';

const calendar = offices();
const toEndOfDay = offices({ workingDayMeaning: 'TO_END_OF_DAY', naturalDayMeaning: 'TO_END_OF_DAY' });

function story(segments: ReturnType<typeof explain>): string[] {
  return segments.map(
    ({ from, to, countedMinutes: counted, why }) => `${onTheWall(from)} – ${onTheWall(to)} ${counted} ${why}`,
  );
}

describe('an explanation', () => {
  it('[B01] lists every counted and every skipped stretch', () => {
    const input = granted(5, 'WORKING_HOUR', '2026-06-05 16:30', [suspended('2026-06-08 09:30', '2026-06-08 10:00')]);
    expect(story(explain(calendar, input, wall('2026-06-08 14:00')))).toEqual([
      '2026-06-05 16:30 – 2026-06-05 17:30 60 OFFICE_HOURS',
      '2026-06-05 17:30 – 2026-06-06 00:00 0 OUTSIDE_OFFICE_HOURS',
      '2026-06-06 00:00 – 2026-06-08 00:00 0 DAY_OFF',
      '2026-06-08 00:00 – 2026-06-08 09:00 0 OUTSIDE_OFFICE_HOURS',
      '2026-06-08 09:00 – 2026-06-08 09:30 30 OFFICE_HOURS',
      '2026-06-08 09:30 – 2026-06-08 10:00 0 SUSPENDED',
      '2026-06-08 10:00 – 2026-06-08 12:00 120 OFFICE_HOURS',
      '2026-06-08 12:00 – 2026-06-08 13:30 0 OUTSIDE_OFFICE_HOURS',
      '2026-06-08 13:30 – 2026-06-08 14:00 30 OFFICE_HOURS',
    ]);
  });

  it('[B01] says why the first and the last day of a limit in whole days do not count in full', () => {
    const input = granted(1, 'WORKING_DAY', '2026-06-01 16:00', [suspended('2026-06-02 09:00', '2026-06-02 10:00')]);
    expect(
      story(explain(toEndOfDay, input, wall('2026-06-04 09:30'))).filter((line) => !line.includes('OUTSIDE')),
    ).toEqual([
      '2026-06-01 16:00 – 2026-06-02 00:00 0 START_DAY',
      '2026-06-02 09:00 – 2026-06-02 10:00 0 SUSPENDED',
      '2026-06-02 10:00 – 2026-06-02 12:00 120 OFFICE_HOURS',
      '2026-06-02 13:30 – 2026-06-02 17:30 240 OFFICE_HOURS',
      '2026-06-03 09:00 – 2026-06-03 10:00 60 OFFICE_HOURS',
      '2026-06-03 10:00 – 2026-06-03 12:00 0 TO_END_OF_DAY',
      '2026-06-03 13:30 – 2026-06-03 17:30 0 TO_END_OF_DAY',
      '2026-06-04 09:00 – 2026-06-04 09:30 30 OFFICE_HOURS',
    ]);
  });

  it('gives the reason of a suspension', () => {
    const input = granted(5, 'URGENT_HOUR', '2026-06-05 16:30', [
      suspended('2026-06-05 16:40', null, 'WEATHER_OR_SEASON'),
    ]);
    expect(explain(calendar, input, wall('2026-06-05 17:00')).map(({ why, reason }) => [why, reason])).toEqual([
      ['RUNS_ALWAYS', null],
      ['SUSPENDED', 'WEATHER_OR_SEASON'],
    ]);
  });

  it('[B01] tells time that a notice to come may count otherwise from time that stands', () => {
    const input = granted(3, 'WORKING_DAY', '2026-12-24 16:30');
    const segments = explain(calendar, input, wall('2026-12-28 10:00'));
    expect(
      segments
        .filter(({ why }) => why === 'DAY_OFF')
        .map(({ from, to, provisional }) => [onTheWall(from), onTheWall(to), provisional]),
    ).toEqual([['2026-12-26 00:00', '2026-12-28 00:00', true]]);
    expect(segments.filter(({ from }) => from < wall('2026-12-26 00:00')).some(({ provisional }) => provisional)).toBe(
      false,
    );
  });

  it('ends where the clock was stopped', () => {
    const input = { ...granted(5, 'WORKING_HOUR', '2026-06-01 09:00'), stoppedAt: wall('2026-06-01 10:00') };
    expect(story(explain(calendar, input, wall('2026-06-03 10:00')))).toEqual([
      '2026-06-01 09:00 – 2026-06-01 10:00 60 OFFICE_HOURS',
    ]);
  });

  it('is empty before the start', () => {
    expect(explain(calendar, granted(5, 'WORKING_HOUR', '2026-06-01 09:00'), wall('2026-05-01 09:00'))).toEqual([]);
  });
});

describe('counted minutes', () => {
  it('[B01] keep growing past the budget, which is how late it is', () => {
    const input = granted(1, 'WORKING_HOUR', '2026-06-01 09:00');
    expect(countedMinutes(calendar, input, wall('2026-06-01 11:15'))).toBe(135);
  });

  it('stand still while suspended', () => {
    const input = granted(5, 'WORKING_HOUR', '2026-06-01 09:00', [suspended('2026-06-01 10:00', null)]);
    expect(countedMinutes(calendar, input, wall('2026-09-01 11:15'))).toBe(60);
  });

  it('count seconds as fractions', () => {
    const input = granted(1, 'URGENT_HOUR', '2026-06-01 09:00');
    expect(countedMinutes(calendar, input, new Date('2026-06-01T01:00:30Z'))).toBe(0.5);
  });

  it('refuse to be read at no instant', () => {
    const input = granted(1, 'URGENT_HOUR', '2026-06-01 09:00');
    expect(() => countedMinutes(calendar, input, new Date(Number.NaN))).toThrow(RangeError);
  });
});
