import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bucketsOf, daysIn, daysOf, isWholeMonths, pointsOf } from './period.ts';

describe('a period', () => {
  it.each([
    ['a month', '2026-02-01', '2026-02-28', ['2026-02']],
    ['a quarter', '2026-01-01', '2026-03-31', ['2026-01', '2026-02', '2026-03']],
    ['over the year’s end', '2025-12-31', '2026-02-01', ['2025-12-31', '2026-01', '2026-02-01']],
    ['a day', '2026-03-02', '2026-03-02', ['2026-03-02']],
    ['a leap month', '2028-02-01', '2028-02-29', ['2028-02']],
  ])('of %s is made of the fewest buckets', (_, from, to, expected) => {
    expect(bucketsOf({ from, to })).toEqual(expected);
  });

  it('of any days is made of each of its days once', () => {
    const day = fc
      .integer({ min: 0, max: 1_000 })
      .map((days) => new Date(1.7e12 + days * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, (one, other) => {
        const period = one < other ? { from: one, to: other } : { from: other, to: one };
        const days = bucketsOf(period).flatMap((bucket) =>
          bucket.length === 7 ? daysOf(period).filter((date) => date.startsWith(bucket)) : [bucket],
        );
        expect(days).toEqual(daysOf(period));
        expect(days.length).toBe(daysIn(period));
      }),
    );
  });

  it('is now where there is none', () => {
    expect([bucketsOf(null), isWholeMonths(null)]).toEqual([['NOW'], true]);
  });

  it('tells whole months from others', () => {
    expect([
      isWholeMonths({ from: '2026-02-01', to: '2026-04-30' }),
      isWholeMonths({ from: '2026-02-01', to: '2026-04-29' }),
    ]).toEqual([true, false]);
  });

  it('has a point for each day, or each month it touches', () => {
    expect(pointsOf({ from: '2026-02-27', to: '2026-03-01' }, 'DAY')).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
    ]);
    expect(pointsOf({ from: '2026-02-27', to: '2026-03-01' }, 'MONTH')).toEqual(['2026-02', '2026-03']);
  });
});
