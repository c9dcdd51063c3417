import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { polygonOf, starPolygon } from '../../test/random-areas.ts';
import { findCrossing } from './simple.ts';

type Corners = readonly (readonly [number, number])[];
const ringOf = (corners: Corners) => polygonOf(corners).coordinates[0] ?? [];
const SQUARE: Corners = [
  [0, 0],
  [100, 0],
  [100, 100],
  [0, 100],
];
const moved = (corners: Corners, dx: number, dy: number): Corners => corners.map(([x, y]) => [x + dx, y + dy]);

describe('a ring', () => {
  it('that goes around once is simple', () => {
    fc.assert(fc.property(starPolygon, (star) => expect(findCrossing([ringOf(star)])).toBeUndefined()));
  });

  it.each<[string, Corners]>([
    [
      'a bow tie',
      [
        [0, 0],
        [100, 100],
        [100, 0],
        [0, 100],
      ],
    ],
    [
      'a spike that runs back on itself',
      [
        [0, 0],
        [100, 0],
        [150, 0],
        [100, 0],
        [100, 100],
        [0, 100],
      ],
    ],
    [
      'a corner that touches another edge',
      [
        [0, 0],
        [100, 0],
        [100, 100],
        [50, 0],
        [0, 100],
      ],
    ],
    [
      'one corner passed twice',
      [
        [0, 0],
        [50, 50],
        [100, 0],
        [100, 100],
        [50, 50],
        [0, 100],
      ],
    ],
  ])('with %s is not', (_what, corners) => {
    expect(findCrossing([ringOf(corners)])).toBeDefined();
  });
});

describe('two rings', () => {
  it.each<[string, Corners, boolean]>([
    ['apart', moved(SQUARE, 200, 0), false],
    [
      'one inside the other',
      [
        [20, 20],
        [40, 20],
        [40, 40],
        [20, 40],
      ],
      false,
    ],
    ['touching in a corner', moved(SQUARE, 100, 100), false],
    ['crossing', moved(SQUARE, 50, 50), true],
    ['lying on a common edge', moved(SQUARE, 100, 0), true],
  ])('%s: crossing is %s', (_what, other, crosses) => {
    expect(findCrossing([ringOf(SQUARE), ringOf(other)]) !== undefined).toBe(crosses);
  });
});
