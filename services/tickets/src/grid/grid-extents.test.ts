import { describe, expect, it } from '@jest/globals';
import { createGridExtents } from './grid-extents.ts';

const [CITY, COUNTY, TOWN, VILLAGE] = ['410100000000', '410105000000', '410105001000', '410105001001'] as const;
const AREAS = ['410000000000', CITY, COUNTY, TOWN, VILLAGE];
const SEA = { longitude: 123.5, latitude: 30.2 };

const square = (west: number, south: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, south],
      [west + 0.01, south],
      [west + 0.01, south + 0.01],
      [west, south + 0.01],
      [west, south],
    ] as const,
  ],
});

describe('the ground on which grids of divisions are known', () => {
  const extents = createGridExtents();
  extents.add(AREAS, square(113.7, 34.8));

  it.each([
    ['on the grid', { longitude: 113.705, latitude: 34.805 }, VILLAGE, false],
    ['beside it, where the next grid may not be published', { longitude: 113.8, latitude: 34.9 }, VILLAGE, false],
    ['too far off for the town', { longitude: 114.4, latitude: 34.8 }, TOWN, true],
    ['where another town of the county may be', { longitude: 114.4, latitude: 34.8 }, '410105002000', false],
    ['too far off for the county', { longitude: 115.4, latitude: 34.8 }, COUNTY, true],
    ['where another county of the city may be', { longitude: 115.4, latitude: 34.8 }, '410122000000', false],
    ['in the sea', SEA, VILLAGE, true],
    ['in the sea, with a county without grids named', SEA, '410122000000', true],
    ['in the sea, with the city named', SEA, CITY, true],
    ['in the sea, with a city without grids named', SEA, '410900000000', false],
    ['in the sea, with the province named', SEA, '410000000000', false],
  ])('a point %s', (_, point, division, isBeyond) => {
    expect(extents.isBeyond(point, division)).toBe(isBeyond);
  });

  it('grows with each grid', () => {
    const growing = createGridExtents();
    growing.add(AREAS, square(113.7, 34.8));
    const point = { longitude: 114.4, latitude: 34.8 };
    expect(growing.isBeyond(point, TOWN)).toBe(true);
    growing.add(AREAS, square(114.3, 34.8));
    expect(growing.isBeyond(point, TOWN)).toBe(false);
  });
});
