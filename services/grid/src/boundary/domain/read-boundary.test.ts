import { toGcj02 } from '@gridlink/geo-index';
import { describe, expect, it } from '@jest/globals';
import { type BoundaryRules, readBoundary } from './read-boundary.ts';

const RULES: BoundaryRules = { system: 'GCJ02', mostCorners: 20, simple: true };
const square = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
const polygon = (...rings: unknown[]) => ({ type: 'Polygon', coordinates: rings });
const refusal = (value: unknown, rules = RULES) => {
  const reading = readBoundary(value, rules);
  return 'refusal' in reading ? reading.refusal : undefined;
};

describe('a boundary handed in', () => {
  it('is kept as a MultiPolygon, without altitudes and repeated corners, rounded to 10⁻⁷ degree', () => {
    const ring = [
      [113, 34, 88],
      [113.123456789, 34],
      [113.12345681, 34],
      [113.1, 34.1],
      [113, 34, 88],
    ];
    expect(readBoundary(polygon(ring), RULES)).toEqual({
      boundary: {
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [113, 34],
              [113.1234568, 34],
              [113.1, 34.1],
              [113, 34],
            ],
          ],
        ],
      },
    });
  });

  it('in WGS-84 is moved to GCJ-02', () => {
    const reading = readBoundary(polygon(square(113, 34, 1)), { ...RULES, system: 'WGS84' });
    const expected = toGcj02({ longitude: 113, latitude: 34 }, 'WGS84');
    const corner = 'boundary' in reading ? reading.boundary.coordinates[0]?.[0]?.[0] : undefined;
    expect(corner?.[0]).toBeCloseTo(expected.longitude, 6);
  });

  it.each<[string, unknown, string]>([
    ['nothing', null, 'NOT_AN_AREA'],
    ['a text', 'POLYGON((0 0))', 'NOT_AN_AREA'],
    ['a feature around it', { type: 'Feature', geometry: polygon(square(113, 34, 1)) }, 'NOT_AN_AREA'],
    ['no rings', polygon(), 'NOT_AN_AREA'],
    ['rings that are none', { type: 'Polygon', coordinates: [1, 2] }, 'NOT_AN_AREA'],
    ['an endless ring', polygon(Array.from({ length: 21 }, () => [113, 34])), 'TOO_MANY_CORNERS'],
    [
      'text for numbers',
      polygon([
        ['113', '34'],
        [113, 35],
        [114, 35],
        ['113', '34'],
      ]),
      'NOT_A_POSITION',
    ],
    [
      'figures that are no numbers',
      polygon([
        [Number.NaN, 34],
        [113, 35],
        [114, 35],
        [113, 34],
      ]),
      'NOT_A_POSITION',
    ],
    ['latitude first', polygon(square(34, 113, 1)), 'SWAPPED'],
    ['a place abroad', polygon(square(10, 50, 1)), 'OUTSIDE_CHINA'],
    [
      'two corners',
      polygon([
        [113, 34],
        [114, 34],
        [113, 34],
      ]),
      'TOO_FEW_CORNERS',
    ],
    [
      'corners that are all one',
      polygon([
        [113, 34],
        [113, 34],
        [113, 34],
        [113, 34],
      ]),
      'TOO_FEW_CORNERS',
    ],
    ['an open end', polygon(square(113, 34, 1).slice(0, 4)), 'NOT_CLOSED'],
    [
      'a bow tie',
      polygon([
        [113, 34],
        [114, 35],
        [114, 34],
        [113, 35],
        [113, 34],
      ]),
      'CROSSES_ITSELF',
    ],
    ['a hole outside', polygon(square(113, 34, 1), square(116, 34, 1)), 'HOLE_OUTSIDE'],
    ['a hole that crosses the rim', polygon(square(113, 34, 1), square(113.5, 34.5, 1)), 'CROSSES_ITSELF'],
    [
      'a part within a part',
      { type: 'MultiPolygon', coordinates: [[square(113, 34, 1)], [square(113.4, 34.4, 0.1)]] },
      'PARTS_OVERLAP',
    ],
  ])('is refused with %s', (_what, value, kind) => {
    expect(refusal(value)?.kind).toBe(kind);
  });

  it('may have a hole, and an island in the hole', () => {
    const value = {
      type: 'MultiPolygon',
      coordinates: [[square(113, 34, 1), square(113.2, 34.2, 0.6)], [square(113.4, 34.4, 0.1)]],
    };
    expect(refusal(value)).toBeUndefined();
  });

  it('of a division is taken as published, even where it touches itself', () => {
    const bow = polygon([
      [113, 34],
      [114, 35],
      [114, 34],
      [113, 35],
      [113, 34],
    ]);
    expect(refusal(bow, { ...RULES, simple: false })).toBeUndefined();
  });
});
