import { areaSquareMetres } from '@gridlink/geo-index';
import { describe, expect, it } from '@jest/globals';
import { overlapsWith, strayedFrom, toleratedSquareMetres } from './territory.ts';

type Ring = [number, number][];
const ring = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const gridOf = (outline: Ring) => {
  const boundary = { type: 'MultiPolygon' as const, coordinates: [[outline]] };
  return { boundary, squareMetres: areaSquareMetres(boundary) };
};
const GRID = gridOf(ring(113.65, 34.75, 113.652, 34.752));
const neighbour = (id: string, outline: Ring) => ({ id, rings: [outline] });

describe('the tolerance along shared edges', () => {
  it.each([
    [1_000, 20],
    [20_000, 20],
    [1_000_000, 1_000],
  ])('of a grid of %d m² is %d m²', (squareMetres, tolerated) => {
    expect(toleratedSquareMetres(squareMetres)).toBe(tolerated);
  });
});

describe('a grid', () => {
  it('[G03] overlaps what it covers more of than is tolerated, the most first', () => {
    const found = overlapsWith(GRID, [
      neighbour('edge', ring(113.652, 34.75, 113.654, 34.752)),
      neighbour('sliver', ring(113.6519995, 34.752, 113.654, 34.754)),
      neighbour('quarter', ring(113.651, 34.751, 113.654, 34.754)),
      neighbour('half', ring(113.651, 34.75, 113.654, 34.752)),
    ]);
    expect(found.map(({ id }) => id)).toEqual(['half', 'quarter']);
    expect(found[0]?.squareMetres).toBeCloseTo(GRID.squareMetres / 2, 0);
  });

  it('[G03] within its territory does not stray, not even along its rim', () => {
    expect(strayedFrom(GRID, [ring(113.65, 34.75, 113.7, 34.8)])).toBe(0);
  });

  it('[G03] half outside strays by half of its area', () => {
    expect(strayedFrom(GRID, [ring(113.651, 34.7, 113.7, 34.8)])).toBeCloseTo(GRID.squareMetres / 2, 0);
  });

  it('in a hole of the territory is outside', () => {
    const territory = [ring(113.6, 34.7, 113.7, 34.8), ring(113.64, 34.74, 113.66, 34.76)];
    expect(strayedFrom(GRID, territory)).toBeCloseTo(GRID.squareMetres, 0);
  });
});
