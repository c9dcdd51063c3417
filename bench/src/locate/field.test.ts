import { createPolygonIndex, findCrossing, overlapSquareMetres, ringsOf } from '@gridlink/geo-index';
import { describe, expect, it } from '@jest/globals';
import { fieldOf } from './field.ts';
import { located } from './locate-round.ts';

describe('a field of grids', () => {
  const field = fieldOf(100, 7);

  it('is the same at every run with the same seed', () => {
    expect([...fieldOf(100, 7).grids()]).toEqual([...field.grids()]);
  });

  it('has no grid that crosses itself', () => {
    expect([...field.grids()].filter(([, grid]) => findCrossing(ringsOf(grid)))).toEqual([]);
  });

  it('has neighbours that do not overlap', () => {
    expect(overlapSquareMetres(ringsOf(field.grid(0)), ringsOf(field.grid(1)))).toBeLessThan(0.5);
  });

  it('has no point inside that is in two grids', () => {
    const index = createPolygonIndex<number>();
    index.addAll(field.grids());
    const counts = Array.from({ length: 500 }, (_, n) => located(index, field.point(n)).length);
    expect(Math.max(...counts)).toBe(1);
  });
});
