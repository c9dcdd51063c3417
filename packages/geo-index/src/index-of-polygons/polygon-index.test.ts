import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cutField, polygonOf, position, starPolygon } from '../../test/random-areas.ts';
import type { Area, MultiPolygon, Polygon } from '../geometry.ts';
import { createPolygonIndex } from './polygon-index.ts';

const square = (west: number, south: number, size: number): Polygon =>
  polygonOf([
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
  ]);

const indexOf = (...areas: readonly (readonly [string, Area])[]) => {
  const index = createPolygonIndex<string>();
  index.addAll(areas);
  return index;
};

const locate = (index: { locate(x: number, y: number): string[] }, x: number, y: number): string[] => {
  const [longitude, latitude] = position(x, y);
  return index.locate(longitude, latitude);
};

/** The textbook test in unbounded integers, edge by edge: slow, and plain to see. */
function obviouslyInside(corners: readonly (readonly [number, number])[], x: number, y: number): boolean {
  let crossings = 0;
  for (const [index, p] of corners.entries()) {
    const q = corners[(index + 1) % corners.length] ?? p;
    const [low, high] = p[1] < q[1] ? [p, q] : [q, p];
    if (low[1] > y || high[1] <= y) continue;
    const cross = BigInt(high[0] - low[0]) * BigInt(y - low[1]) - BigInt(x - low[0]) * BigInt(high[1] - low[1]);
    if (cross > 0n) crossings += 1;
  }
  return crossings % 2 === 1;
}

describe('the polygon index', () => {
  it('[G16] answers as the plain test does, for any polygons and points', () => {
    const point = fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 }));
    fc.assert(
      fc.property(
        fc.array(starPolygon, { minLength: 1, maxLength: 20 }),
        fc.array(point, { minLength: 20, maxLength: 20 }),
        (stars, points) => {
          const index = indexOf(...stars.map((star, at) => [`p${at}`, polygonOf(star)] as const));
          for (const [x, y] of points) {
            const expected = stars.flatMap((star, at) => (obviouslyInside(star, x, y) ? [`p${at}`] : [])).sort();
            expect(locate(index, x, y)).toEqual(expected);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('[G16] gives every point of a field without gaps to exactly one part, also on shared edges and corners', () => {
    fc.assert(
      fc.property(cutField, ({ size, triangles }) => {
        const index = indexOf(...triangles.map((triangle, at) => [`t${at}`, polygonOf(triangle)] as const));
        const corners = triangles.flat();
        const middles = triangles.flatMap((triangle) =>
          triangle.map(([x, y], at) => {
            const [nextX, nextY] = triangle[(at + 1) % 3] ?? [x, y];
            return [Math.floor((x + nextX) / 2), Math.floor((y + nextY) / 2)] as const;
          }),
        );
        const inField = ([x, y]: readonly [number, number]): boolean =>
          x >= 0 && y >= 0 && x < size * 200 && y < size * 200;
        for (const [x, y] of [...corners, ...middles].filter(inField)) expect(locate(index, x, y)).toHaveLength(1);
      }),
      { numRuns: 200 },
    );
  });

  it('stays right while polygons come, change and go', () => {
    const step = fc.record({
      id: fc.integer({ min: 0, max: 30 }),
      act: fc.constantFrom('replace', 'remove'),
      star: starPolygon,
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 120 }), (steps) => {
        const index = createPolygonIndex<string>();
        const truth = new Map<string, readonly (readonly [number, number])[]>();
        for (const { id, act, star } of steps) {
          if (act === 'remove') expect(index.remove(`p${id}`)).toBe(truth.delete(`p${id}`));
          else {
            index.replace(`p${id}`, polygonOf(star));
            truth.set(`p${id}`, star);
          }
        }
        expect(index.size).toBe(truth.size);
        for (const x of [-400, -100, 0, 150, 300]) {
          const expected = [...truth].flatMap(([id, star]) => (obviouslyInside(star, x, x / 2) ? [id] : [])).sort();
          expect(locate(index, x, x / 2)).toEqual(expected);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('leaves out a hole and finds what fills it', () => {
    const outer = square(0, 0, 100);
    const hole = square(40, 40, 20);
    const ring: Polygon = { type: 'Polygon', coordinates: [...outer.coordinates, ...hole.coordinates] };
    const index = indexOf(['ring', ring], ['core', hole]);
    expect(locate(index, 50, 50)).toEqual(['core']);
    expect(locate(index, 10, 10)).toEqual(['ring']);
    expect(locate(index, 40, 40)).toEqual(['core']);
    expect(locate(index, 60, 50)).toEqual(['ring']);
  });

  it('finds every part of a multipolygon', () => {
    const parts: MultiPolygon = {
      type: 'MultiPolygon',
      coordinates: [square(0, 0, 10).coordinates, square(50, 50, 10).coordinates],
    };
    const index = indexOf(['both', parts]);
    expect(locate(index, 5, 5)).toEqual(['both']);
    expect(locate(index, 55, 55)).toEqual(['both']);
    expect(locate(index, 30, 30)).toEqual([]);
  });

  it.each([
    ['the western edge', 0, 50, ['s']],
    ['the eastern edge', 100, 50, []],
    ['the southern edge', 50, 0, ['s']],
    ['the northern edge', 50, 100, []],
    ['the south-western corner', 0, 0, ['s']],
    ['the north-eastern corner', 100, 100, []],
  ])('decides a point on %s always alike', (_place, x, y, expected) => {
    expect(locate(indexOf(['s', square(0, 0, 100)]), x, y)).toEqual(expected);
  });

  it('refuses to add an id twice', () => {
    const index = indexOf(['a', square(0, 0, 10)]);
    expect(() => index.add('a', square(50, 50, 10))).toThrow('polygon a is in the index already');
  });

  it('forgets a removed polygon and says whether it was there', () => {
    const index = indexOf(['a', square(0, 0, 10)], ['b', square(0, 0, 10)]);
    expect(index.remove('a')).toBe(true);
    expect(index.remove('a')).toBe(false);
    expect(locate(index, 5, 5)).toEqual(['b']);
    expect(index.has('a')).toBe(false);
  });

  it('finds by box what a box touches', () => {
    const index = indexOf(['near', square(0, 0, 10)], ['far', square(1000, 1000, 10)]);
    const [west, south] = position(10, 10);
    const [east, north] = position(20, 20);
    expect(index.search([west, south, east, north])).toEqual(['near']);
  });

  it('gives a polygon back as it was put in', () => {
    const area = square(0, 0, 10);
    expect(indexOf(['a', area]).ringsOf('a')).toEqual(area.coordinates);
    expect(indexOf(['a', area]).ringsOf('b')).toBeUndefined();
  });

  it('answers nothing while it is empty', () => {
    const index = createPolygonIndex<string>();
    index.addAll([]);
    expect(index.locate(113, 34)).toEqual([]);
    expect(index.size).toBe(0);
  });
});
