import { describe, expect, it } from '@jest/globals';
import { budgetMinutes, extend } from './budget.ts';
import { offices } from './testing/clock-story.ts';

describe('a budget', () => {
  it.each([
    [4, 'WORKING_HOUR', 240],
    [5, 'WORKING_DAY', 2_100],
    [2, 'NATURAL_DAY', 2_880],
    [1.5, 'URGENT_HOUR', 90],
  ] as const)('[B01] of %d %s is %d minutes', (amount, unit, minutes) => {
    expect(budgetMinutes(offices(), { amount, unit })).toBe(minutes);
  });

  it('[E04] grows by an extension', () => {
    expect(extend({ amount: 5, unit: 'WORKING_DAY' }, { amount: 2, unit: 'WORKING_DAY' })).toEqual({
      amount: 7,
      unit: 'WORKING_DAY',
    });
  });

  it('does not grow by another unit', () => {
    expect(() => extend({ amount: 5, unit: 'WORKING_DAY' }, { amount: 2, unit: 'NATURAL_DAY' })).toThrow(RangeError);
  });
});
