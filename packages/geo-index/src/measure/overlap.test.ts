import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cutField, polygonOf, starPolygon } from '../../test/random-areas.ts';
import type { Polygon } from '../geometry.ts';
import { areaSquareMetres } from './area.ts';
import { outsideSquareMetres, overlapSquareMetres } from './overlap.ts';

/** At the equator 10⁻⁷ degree is 11 mm, so a square of 10⁵ units measures 1,112 m a side. */
const SIDE = 100_000;
const box = (west: number, south: number, east: number, north: number): Polygon =>
  polygonOf([
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ]);
const squareMetres = areaSquareMetres(box(0, 0, SIDE, SIDE));

describe('the area of a polygon', () => {
  it('of a hundredth of a degree at the equator is 1.236 square kilometres', () => {
    expect(squareMetres / 1e6).toBeCloseTo(1.236, 3);
  });

  it('shrinks with the cosine of the latitude', () => {
    const at60 = areaSquareMetres(box(0, 600_000_000, SIDE, 600_000_000 + SIDE));
    expect(at60 / squareMetres).toBeCloseTo(0.5, 3);
  });

  it('does not count holes, whatever their direction', () => {
    const hole = box(20_000, 20_000, 40_000, 40_000).coordinates[0] ?? [];
    for (const ring of [hole, hole.toReversed()]) {
      const holed: Polygon = { type: 'Polygon', coordinates: [...box(0, 0, SIDE, SIDE).coordinates, ring] };
      expect(areaSquareMetres(holed) / squareMetres).toBeCloseTo(0.96, 4);
    }
  });
});

describe('the overlap of two areas', () => {
  it.each([
    ['a half', box(SIDE / 2, 0, SIDE * 2, SIDE), 0.5],
    ['a corner', box(SIDE / 2, SIDE / 2, SIDE * 2, SIDE * 2), 0.25],
    ['the whole', box(-10, -10, SIDE + 10, SIDE + 10), 1],
    ['itself', box(0, 0, SIDE, SIDE), 1],
    ['a neighbour with a shared edge', box(SIDE, 0, SIDE * 2, SIDE), 0],
    ['a neighbour in one corner', box(SIDE, SIDE, SIDE * 2, SIDE * 2), 0],
    ['something far away', box(SIDE * 5, 0, SIDE * 6, SIDE), 0],
  ])('with %s is measured', (_what, other, share) => {
    const overlap = overlapSquareMetres(box(0, 0, SIDE, SIDE).coordinates, other.coordinates);
    expect(overlap / squareMetres).toBeCloseTo(share, 6);
  });

  it('of crossing slanted edges is measured', () => {
    const diamond = polygonOf([
      [SIDE / 2, -SIDE / 2],
      [(SIDE * 3) / 2, SIDE / 2],
      [SIDE / 2, (SIDE * 3) / 2],
      [-SIDE / 2, SIDE / 2],
    ]);
    expect(overlapSquareMetres(box(0, 0, SIDE, SIDE).coordinates, diamond.coordinates) / squareMetres).toBeCloseTo(
      1,
      6,
    );
  });

  it('[G03] of the parts of a field without gaps is nothing', () => {
    fc.assert(
      fc.property(cutField, ({ triangles }) => {
        const parts = triangles.map((triangle) => polygonOf(triangle).coordinates);
        for (const [index, part] of parts.entries()) {
          for (const other of parts.slice(index + 1)) expect(overlapSquareMetres(part, other)).toBeLessThan(1e-9);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('and what lies outside add up to the whole area, for any two polygons', () => {
    fc.assert(
      fc.property(starPolygon, starPolygon, (first, second) => {
        const [a, b] = [polygonOf(first), polygonOf(second)];
        const total = areaSquareMetres(a);
        const sum =
          overlapSquareMetres(a.coordinates, b.coordinates) + outsideSquareMetres(a.coordinates, b.coordinates);
        expect(Math.abs(sum - total)).toBeLessThanOrEqual(total * 1e-6);
      }),
      { numRuns: 300 },
    );
  });

  it('is the same from both sides', () => {
    fc.assert(
      fc.property(starPolygon, starPolygon, (first, second) => {
        const [a, b] = [polygonOf(first).coordinates, polygonOf(second).coordinates];
        expect(overlapSquareMetres(a, b)).toBeCloseTo(overlapSquareMetres(b, a), 9);
      }),
      { numRuns: 100 },
    );
  });
});
