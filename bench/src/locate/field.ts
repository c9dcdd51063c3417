import type { Polygon, Position } from '@gridlink/geo-index';
import { chanceOf } from '../statistics/chance.ts';

/** A field of grids without gaps between them, like a province's: uneven cells that share their edges. */
export type Field = {
  readonly size: number;
  grid(index: number): Polygon;
  grids(): Iterable<readonly [number, Polygon]>;
  /** The n-th of an endless row of points in the field. */
  point(n: number): Position;
};

/** South-western corner and side of a cell, degrees: about 300 m, as an urban grid. */
const WEST = 112;
const SOUTH = 30;
const SIDE = 0.003;
/** How far corners and the middles of edges are moved, at most, in sides. */
const UNEVEN = 0.3;

/** A number from -0.5 up to 0.5 that is always the same for the same corner. */
function hashed(seed: number, x: number, y: number): number {
  let mixed = Math.imul(x ^ seed, 0x27d4eb2d) ^ Math.imul(y + 0x165667b1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 4_294_967_296 - 0.5;
}

/** Corners and middles around a cell, counted in half sides, against the clock. */
const RING = [
  [0, 0],
  [1, 0],
  [2, 0],
  [2, 1],
  [2, 2],
  [1, 2],
  [0, 2],
  [0, 1],
  [0, 0],
] as const;

export function fieldOf(size: number, seed: number): Field {
  const width = Math.ceil(Math.sqrt(size));
  const rows = Math.ceil(size / width);
  const vertex = (halfX: number, halfY: number): Position => [
    WEST + (halfX / 2 + UNEVEN * hashed(seed, halfX, halfY)) * SIDE,
    SOUTH + (halfY / 2 + UNEVEN * hashed(seed + 1, halfX, halfY)) * SIDE,
  ];
  const grid = (index: number): Polygon => {
    const [x, y] = [2 * (index % width), 2 * Math.floor(index / width)];
    return { type: 'Polygon', coordinates: [RING.map(([dx, dy]) => vertex(x + dx, y + dy))] };
  };
  const chance = chanceOf(seed);
  const points = Array.from({ length: 4_096 }, (): Position => {
    const [x, y] = [chance.float() * width, chance.float() * rows];
    return [WEST + x * SIDE, SOUTH + y * SIDE];
  });
  return {
    size,
    grid,
    *grids() {
      for (let index = 0; index < size; index++) yield [index, grid(index)];
    },
    point: (n) => points[n % points.length] ?? [WEST, SOUTH],
  };
}
