import { areasOf, type DivisionLevel, divisionLevel } from '@gridlink/contracts';
import { type Area, type Box, boxAround, boxOf, ringsOf } from '@gridlink/geo-index';
import type { Point } from '../ticket/domain/ticket.ts';

/**
 * How far at most a place of such a division lies from the ground that grids of it are known on, metres: more than any county or city of
 * the packs measures, since only one of its grids may be published. Villages are too many to be kept, provinces too wide to tell.
 */
const FARTHEST: Readonly<Partial<Record<DivisionLevel, number>>> = { CITY: 300_000, COUNTY: 120_000, TOWN: 50_000 };

export type GridExtents = {
  /** Takes in a grid's ground; it stays when the grid goes, since the division is still there. */
  add(areas: readonly string[], boundary: Area): void;
  /** The point lies farther off than any place of the division can; false where no grid of it, nor of one above, is known. */
  isBeyond(point: Point, division: string): boolean;
};

const around = (one: Box, other: Box): Box => [
  Math.min(one[0], other[0]),
  Math.min(one[1], other[1]),
  Math.max(one[2], other[2]),
  Math.max(one[3], other[3]),
];

const touch = (one: Box, other: Box): boolean =>
  one[0] <= other[2] && other[0] <= one[2] && one[1] <= other[3] && other[1] <= one[3];

/** The ground on which grids of each division are known, as boxes. */
export function createGridExtents(): GridExtents {
  const extents = new Map<string, Box>();
  return {
    add(areas, boundary) {
      const box = boxOf(ringsOf(boundary));
      for (const area of areas) {
        if (FARTHEST[divisionLevel(area)] === undefined) continue;
        const known = extents.get(area);
        extents.set(area, known ? around(known, box) : box);
      }
    },
    isBeyond: ({ longitude, latitude }, division) =>
      areasOf(division).some((area) => {
        const [known, farthest] = [extents.get(area), FARTHEST[divisionLevel(area)]];
        if (known === undefined || farthest === undefined) return false;
        return !touch(boxAround([longitude, latitude], farthest), known);
      }),
  };
}
