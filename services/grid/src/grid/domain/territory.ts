import type { MultiPolygon } from '@gridlink/contracts';
import { outsideSquareMetres, overlapSquareMetres, type Rings, ringsOf } from '@gridlink/geo-index';

/** Another grid of the same layer, near enough to look at. */
export type Neighbour = { readonly id: string; readonly rings: Rings };

const LEAST_TOLERATED_SQUARE_METRES = 20;
const TOLERATED_SHARE = 1 / 1000;

/**
 * Square metres that may lie across a shared edge without being an overlap: 20 m² or a thousandth of the grid, whichever is more.
 * Two surveys of one street written to six decimals (11 cm) leave a sliver of that order along some hundred metres; a house does not fit.
 */
export const toleratedSquareMetres = (squareMetres: number): number =>
  Math.max(LEAST_TOLERATED_SQUARE_METRES, squareMetres * TOLERATED_SHARE);

/** Neighbours a boundary lies on by more than is tolerated, with the square metres, largest first. */
export function overlapsWith(
  grid: { readonly boundary: MultiPolygon; readonly squareMetres: number },
  neighbours: readonly Neighbour[],
): readonly { readonly id: string; readonly squareMetres: number }[] {
  const rings = ringsOf(grid.boundary);
  const tolerated = toleratedSquareMetres(grid.squareMetres);
  return neighbours
    .map(({ id, rings: other }) => ({ id, squareMetres: overlapSquareMetres(rings, other) }))
    .filter(({ squareMetres }) => squareMetres > tolerated)
    .toSorted((a, b) => b.squareMetres - a.squareMetres);
}

/** Square metres of a grid outside of its territory; 0 when it is no more than is tolerated. */
export function strayedFrom(
  grid: { readonly boundary: MultiPolygon; readonly squareMetres: number },
  territory: Rings,
): number {
  const outside = outsideSquareMetres(ringsOf(grid.boundary), territory);
  return outside > toleratedSquareMetres(grid.squareMetres) ? outside : 0;
}
