import { describe, expect, it } from '@jest/globals';
import { boxAround, metresToEdge } from './distance.ts';

const SQUARE = [
  [
    [113.7, 34.8],
    [113.71, 34.8],
    [113.71, 34.81],
    [113.7, 34.81],
    [113.7, 34.8],
  ],
] as const;

describe('the distance to the edge of an area', () => {
  it.each([
    ['from inside, to the nearest side', [113.7095, 34.805], 45.7],
    ['from outside, to the nearest side', [113.711, 34.805], 91.3],
    ['from outside, to a corner', [113.711, 34.811], 144],
    ['on the side itself', [113.71, 34.805], 0],
  ] as const)('is measured %s', (_, point, metres) => {
    expect(metresToEdge(point, SQUARE)).toBeCloseTo(metres, 0);
  });

  it('is infinite where there is no edge', () => {
    expect(metresToEdge([113.7, 34.8], [])).toBe(Number.POSITIVE_INFINITY);
  });

  it('is within the box around the point', () => {
    const [west, south, east, north] = boxAround([113.705, 34.805], 100);
    const corners = [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ] as const;
    expect(metresToEdge([113.705, 34.805], corners)).toBeCloseTo(100, 3);
  });
});
