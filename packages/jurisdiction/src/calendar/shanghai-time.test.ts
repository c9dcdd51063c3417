import { describe, expect, it } from '@jest/globals';
import { dayNumberAt, dayNumberOf, isoDateOf, minutesOfDay, startOfDay } from './shanghai-time.ts';

describe('days in Asia/Shanghai', () => {
  it.each([
    ['2026-06-01T15:59:59.999Z', '2026-06-01'],
    ['2026-06-01T16:00:00.000Z', '2026-06-02'],
    ['2025-12-31T16:00:00.000Z', '2026-01-01'],
  ])('%s falls on %s', (instant, date) => {
    expect(isoDateOf(dayNumberAt(Date.parse(instant)))).toBe(date);
  });

  it('begin at 16:00 UTC of the day before', () => {
    expect(new Date(startOfDay(dayNumberOf('2026-06-01'))).toISOString()).toBe('2026-05-31T16:00:00.000Z');
  });

  it('end at 24:00', () => {
    expect(minutesOfDay('24:00')).toBe(1_440);
  });
});
