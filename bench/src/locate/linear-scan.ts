import type { Position } from '@gridlink/geo-index';
import type { Field } from './field.ts';

const NUMBERS_A_GRID = 18;

/** Looks at every grid, one after the other, with all corners in one array: the best that a scan can do. */
export function linearScan(field: Field): (point: Position) => number[] {
  const corners = new Float64Array(field.size * NUMBERS_A_GRID);
  for (const [index, { coordinates }] of field.grids()) {
    corners.set((coordinates[0] ?? []).flat(), index * NUMBERS_A_GRID);
  }
  const isInside = (from: number, [x, y]: Position): boolean => {
    let inside = false;
    for (let at = from; at < from + NUMBERS_A_GRID - 2; at += 2) {
      const [ax, ay] = [corners[at] ?? 0, corners[at + 1] ?? 0];
      const [bx, by] = [corners[at + 2] ?? 0, corners[at + 3] ?? 0];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
    return inside;
  };
  return (point) => {
    const found: number[] = [];
    for (let index = 0; index < field.size; index++) if (isInside(index * NUMBERS_A_GRID, point)) found.push(index);
    return found;
  };
}
