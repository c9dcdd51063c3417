import type { Ring, Rings } from '../geometry.ts';
import { toDegrees, toUnits } from './units.ts';

/** Many rings in two flat arrays. Closing vertices are left out. */
export type PackedRings = {
  /** x, y, x, y … in units. */
  readonly coordinates: Int32Array;
  /** For each ring the number of its last vertex plus one. */
  readonly ringEnds: Uint32Array;
};

/** The rings of one polygon: `first` up to, but without, `end`. */
export type RingRange = { readonly first: number; readonly end: number };

export type UnitPoint = { readonly x: number; readonly y: number };

const at = (numbers: Int32Array | Uint32Array, index: number): number => numbers[index] as number;

/**
 * Whether the edge p–q lies to the east of the point, at the point's own height. The upper end does not count as the edge's height, so
 * a vertex belongs to one of the two edges that meet in it. Both directions of an edge give the same answer, computed by the same
 * numbers: two neighbours that share an edge never both claim, nor both deny, a point.
 */
function isEastOf(packed: PackedRings, edge: { readonly p: number; readonly q: number }, { x, y }: UnitPoint): boolean {
  const py = at(packed.coordinates, 2 * edge.p + 1);
  const qy = at(packed.coordinates, 2 * edge.q + 1);
  if (py > y === qy > y) return false;
  const [low, high] = py < qy ? [edge.p, edge.q] : [edge.q, edge.p];
  const lowX = at(packed.coordinates, 2 * low);
  const lowY = at(packed.coordinates, 2 * low + 1);
  const highX = at(packed.coordinates, 2 * high);
  const highY = at(packed.coordinates, 2 * high + 1);
  return (x - lowX) * (highY - lowY) < (highX - lowX) * (y - lowY);
}

/**
 * Whether the point lies in the area of the rings (even-odd rule, so holes and separate parts need no special care). Exact: a point on
 * an edge belongs to the polygon to the east of it, on a level edge to the one to the north.
 */
export function containsPoint(packed: PackedRings, rings: RingRange, point: UnitPoint): boolean {
  let inside = false;
  let vertex = rings.first === 0 ? 0 : at(packed.ringEnds, rings.first - 1);
  for (let ring = rings.first; ring < rings.end; ring++) {
    const end = at(packed.ringEnds, ring);
    for (let previous = end - 1; vertex < end; previous = vertex, vertex += 1) {
      if (isEastOf(packed, { p: previous, q: vertex }, point)) inside = !inside;
    }
  }
  return inside;
}

/** The rings in degrees again, closed. */
export function unpack(packed: PackedRings, rings: RingRange): Rings {
  const result: Ring[] = [];
  let vertex = rings.first === 0 ? 0 : at(packed.ringEnds, rings.first - 1);
  for (let ring = rings.first; ring < rings.end; ring++) {
    const positions: [number, number][] = [];
    for (; vertex < at(packed.ringEnds, ring); vertex++) {
      positions.push([
        toDegrees(at(packed.coordinates, 2 * vertex)),
        toDegrees(at(packed.coordinates, 2 * vertex + 1)),
      ]);
    }
    const [start] = positions;
    if (start) result.push([...positions, start]);
  }
  return result;
}

/** Hands out a ring's vertices in units, without the closing one. */
export function eachVertex(ring: Ring, take: (x: number, y: number) => void): void {
  const first = ring[0];
  const last = ring.at(-1);
  const closed = first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1];
  const count = closed && ring.length > 1 ? ring.length - 1 : ring.length;
  for (const [longitude, latitude] of ring.slice(0, count)) take(toUnits(longitude), toUnits(latitude));
}
