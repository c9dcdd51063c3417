import type { Position, Ring, Rings } from '../geometry.ts';
import { toDegrees, toUnits } from '../index-of-polygons/units.ts';

type Point = readonly [x: number, y: number];

type Edge = {
  readonly a: Point;
  readonly b: Point;
  readonly west: number;
  readonly east: number;
  readonly ring: number;
  readonly place: number;
  readonly ringLength: number;
};

type Contact = 'NONE' | 'TOUCH' | 'CROSS';

/**
 * A place where rings cross themselves or each other, or undefined for simple rings. A ring may not even touch itself (except that each
 * edge meets the next); different rings may touch in single points. Exact on coordinates rounded to 10⁻⁷ degree.
 */
export function findCrossing(rings: Rings): Position | undefined {
  const edges = rings.flatMap(edgesOf).toSorted((a, b) => a.west - b.west);
  for (const [index, edge] of edges.entries()) {
    for (let at = index + 1; at < edges.length; at++) {
      const other = edges[at];
      if (!other || other.west > edge.east) break;
      if (conflict(edge, other)) return [toDegrees(other.a[0]), toDegrees(other.a[1])];
    }
  }
  return undefined;
}

function edgesOf(ring: Ring, ringNumber: number): Edge[] {
  const points = ring.map(([longitude, latitude]): Point => [toUnits(longitude), toUnits(latitude)]);
  return points.slice(1).map((b, place) => {
    const a = points[place] as Point;
    return {
      a,
      b,
      west: Math.min(a[0], b[0]),
      east: Math.max(a[0], b[0]),
      ring: ringNumber,
      place,
      ringLength: points.length - 1,
    };
  });
}

function conflict(first: Edge, second: Edge): boolean {
  const contact = contactOf(first, second);
  if (contact === 'NONE' || first.ring !== second.ring) return contact === 'CROSS';
  const distance = Math.abs(first.place - second.place);
  const neighbours = distance === 1 || distance === first.ringLength - 1;
  return neighbours ? contact === 'CROSS' : true;
}

/** Which side of a–b the point lies on: the sign of the cross product. */
const side = (a: Point, b: Point, point: Point): number =>
  Math.sign((b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]));

function contactOf({ a, b }: Edge, { a: c, b: d }: Edge): Contact {
  const [sideC, sideD, sideA, sideB] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (sideC === 0 && sideD === 0) return contactOnLine([a, b], [c, d]);
  if (sideC * sideD < 0 && sideA * sideB < 0) return 'CROSS';
  return sideC * sideD <= 0 && sideA * sideB <= 0 ? 'TOUCH' : 'NONE';
}

/** Two edges on one line: apart, meeting in a point, or lying on each other. */
function contactOnLine(first: readonly [Point, Point], second: readonly [Point, Point]): Contact {
  const axis = first[0][0] === first[1][0] ? 1 : 0;
  const [low, high] = ordered(first[0][axis], first[1][axis]);
  const [otherLow, otherHigh] = ordered(second[0][axis], second[1][axis]);
  const shared = Math.min(high, otherHigh) - Math.max(low, otherLow);
  if (shared < 0) return 'NONE';
  return shared === 0 ? 'TOUCH' : 'CROSS';
}

const ordered = (a: number, b: number): readonly [number, number] => (a < b ? [a, b] : [b, a]);
