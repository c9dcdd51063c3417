import { describe, expect, it } from '@jest/globals';
import { median, percentile, spreadOf } from './spread.ts';

const oneTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

describe('a percentile', () => {
  it.each([
    [0.5, 50],
    [0.07, 7],
    [0.99, 99],
    [0.991, 100],
    [1, 100],
    [0.001, 1],
  ])('of one to a hundred at %d is %d', (share, expected) => {
    expect(percentile(oneTo(100), share)).toBe(expected);
  });

  it('is the only value where there is one', () => {
    expect(percentile([7], 0.99)).toBe(7);
  });

  it('is a value that was measured, never one in between', () => {
    expect(percentile([1, 100], 0.5)).toBe(1);
  });

  it('sorts by number, not by text', () => {
    expect(percentile([10, 9, 100], 1)).toBe(100);
  });

  it.each([0, -1, 1.01, Number.NaN])('of the share %d is refused', (share) => {
    expect(() => percentile([1], share)).toThrow(RangeError);
  });

  it('of nothing is refused', () => {
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });
});

describe('a median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[5], 5],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('of nothing is refused', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('a spread', () => {
  it('does not change what it is given', () => {
    const values = [3, 1, 2];
    spreadOf(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('holds the least, the middle and the most', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ min: 1, median: 2, max: 3 });
  });
});
