import { boxOf, createPolygonIndex, ringsOf } from '@gridlink/geo-index';
import { Delaunay } from 'd3-delaunay';
import polygonClipping from 'polygon-clipping';
import type { MultiPolygon } from '../plan.ts';
import type { Seeded } from '../seeded.ts';

export type Cell = {
  /** A point inside the cell. */
  readonly center: readonly [number, number];
  readonly boundary: MultiPolygon;
};

const HILBERT_ORDER = 10;

/**
 * Cuts a county into `count` cells: seeded points inside its polygon, their Voronoi cells, clipped by the polygon. Neighbours share
 * their edges exactly. Cells come in the order of a Hilbert curve, so that cells next to each other in the list lie next to each other.
 */
export function cutCounty(county: MultiPolygon, count: number, chance: Seeded): Cell[] {
  const box = boundsOf(county);
  const points = spreadPoints({ box, isInside: insideOf(county) }, count, chance);
  points.sort((a, b) => hilbert(a, box) - hilbert(b, box));
  const voronoi = Delaunay.from(points).voronoi([box.west - 0.1, box.south - 0.1, box.east + 0.1, box.north + 0.1]);
  return points.map((center, index) => {
    const cell = voronoi.cellPolygon(index) as [number, number][];
    return {
      center,
      boundary: { type: 'MultiPolygon', coordinates: polygonClipping.intersection([cell], county.coordinates) },
    };
  });
}

type Bounds = { readonly west: number; readonly south: number; readonly east: number; readonly north: number };
type County = { readonly box: Bounds; readonly isInside: (point: readonly [number, number]) => boolean };

function boundsOf(polygon: MultiPolygon): Bounds {
  const [west, south, east, north] = boxOf(ringsOf(polygon));
  return { west, south, east, north };
}

function insideOf(polygon: MultiPolygon): County['isInside'] {
  const index = createPolygonIndex<'county'>();
  index.add('county', polygon);
  return ([longitude, latitude]) => index.locate(longitude, latitude).length > 0;
}

/** Points inside the polygon that keep some distance from each other: of a few candidates, the one farthest from the rest. */
function spreadPoints(county: County, count: number, chance: Seeded): [number, number][] {
  const points: [number, number][] = [];
  while (points.length < count) {
    let best: [number, number] | undefined;
    let farthest = -1;
    for (let tries = 0; tries < 8; tries++) {
      const candidate = randomPoint(county, chance);
      const distance = points.reduce(
        (nearest, point) => Math.min(nearest, squared(point, candidate)),
        Number.POSITIVE_INFINITY,
      );
      if (distance > farthest) [best, farthest] = [candidate, distance];
    }
    if (best) points.push(best);
  }
  return points;
}

function randomPoint({ box, isInside }: County, chance: Seeded): [number, number] {
  for (;;) {
    const point: [number, number] = [
      box.west + chance.float() * (box.east - box.west),
      box.south + chance.float() * (box.north - box.south),
    ];
    if (isInside(point)) return point;
  }
}

const squared = (a: readonly [number, number], b: readonly [number, number]): number =>
  (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;

/** Position along a Hilbert curve over the box (Wikipedia, "Hilbert curve", xy2d). */
function hilbert([longitude, latitude]: readonly [number, number], box: Bounds): number {
  const side = 2 ** HILBERT_ORDER;
  let x = Math.floor(((longitude - box.west) / (box.east - box.west)) * (side - 1));
  let y = Math.floor(((latitude - box.south) / (box.north - box.south)) * (side - 1));
  let position = 0;
  for (let half = side / 2; half >= 1; half /= 2) {
    const right = (x & half) > 0 ? 1 : 0;
    const upper = (y & half) > 0 ? 1 : 0;
    position += half * half * ((3 * right) ^ upper);
    if (upper === 0) {
      if (right === 1) [x, y] = [side - 1 - x, side - 1 - y];
      [x, y] = [y, x];
    }
  }
  return position;
}
