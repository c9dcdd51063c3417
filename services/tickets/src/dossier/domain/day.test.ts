import { describe, expect, it } from '@jest/globals';
import { dayAfter, dayOf, daysOf, endOf, settledAt } from './day.ts';

const at = (instant: string): Date => new Date(instant);

describe('a day in China', () => {
  it.each([
    ['2026-03-01T15:59:59.999Z', '2026-03-01'],
    ['2026-03-01T16:00:00.000Z', '2026-03-02'],
    ['2026-12-31T16:00:00.000Z', '2027-01-01'],
  ])('%s lies in %s', (instant, day) => {
    expect(dayOf(at(instant))).toBe(day);
  });

  it('ends at its midnight and is settled a quarter of an hour later', () => {
    expect(endOf('2026-03-02')).toEqual(at('2026-03-02T16:00:00.000Z'));
    expect(settledAt('2026-03-02')).toEqual(at('2026-03-02T16:15:00.000Z'));
    expect(dayAfter('2026-02-28')).toBe('2026-03-01');
  });

  it('is named once for however many steps were made on it', () => {
    const timeline = ['2026-03-01T02:00:00Z', '2026-03-01T17:00:00Z', '2026-03-02T02:00:00Z'];
    expect(daysOf(timeline.map((arrivedAt) => ({ arrivedAt: at(arrivedAt) })))).toEqual(['2026-03-01', '2026-03-02']);
  });
});
