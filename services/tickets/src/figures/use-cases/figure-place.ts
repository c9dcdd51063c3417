import { areasOf, isDivisionCode } from '@gridlink/contracts';
import { packFor } from '@gridlink/jurisdiction';
import { badUserInput, notFound, type Scope } from '@gridlink/subgraph-kit';
import type { TicketDeps } from '../../ticket/use-cases/deps.ts';
import { ALL } from '../domain/measure.ts';

/** Where and for whom is counted. */
export type FigurePlace = {
  readonly jurisdiction: string;
  /** A division, or a grid's id. */
  readonly place: string;
  readonly isGrid: boolean;
  /** An organization, or `*`. */
  readonly unit: string;
  /** The unit is the caller's own and the place is not: of other units nothing is told. */
  readonly isOwnOnly: boolean;
};

export type PlaceAsked = {
  readonly area?: string | null | undefined;
  readonly gridId?: string | null | undefined;
  readonly unit?: string | null | undefined;
};

type Known = { readonly place: string; readonly areas: readonly string[]; readonly isGrid: boolean };
type Deps = Pick<TicketDeps, 'grids'>;

const highest = (division: string): string => areasOf(division)[0] ?? division;

/** What is meant when no place is named: the caller's area; the whole jurisdiction for a unit; a worker's grid. */
function ownPlace(scope: Scope): PlaceAsked {
  if (scope.reach !== 'BOUNDED') throw badUserInput('请给出 area 或 gridId (give area or gridId)', 'area');
  if (scope.area !== undefined) return { area: scope.area };
  if (scope.organization !== undefined) return { area: highest(scope.organization.slice(0, 12)) };
  const [gridId] = scope.grids ?? [];
  if (gridId === undefined) throw notFound();
  return { gridId };
}

async function placeOf({ grids }: Deps, { area, gridId }: PlaceAsked): Promise<Known> {
  if (gridId) {
    const grid = await grids.find(gridId);
    if (!grid) throw notFound();
    return { place: grid.id, areas: grid.areas, isGrid: true };
  }
  if (!area || !isDivisionCode(area)) {
    throw badUserInput('区划代码应为 12 位数字 (a division code has 12 digits)', 'area');
  }
  return { place: area, areas: areasOf(area), isGrid: false };
}

/** By the place itself: whose area or grid it is reads everything there. */
function reachesPlace(scope: Scope, { place, areas, isGrid }: Known): boolean {
  if (scope.reach === 'PLATFORM' || scope.reach === 'SYSTEM') return true;
  if (scope.reach === 'PUBLIC') return false;
  const byArea = scope.area !== undefined && areas.includes(scope.area);
  return byArea || (isGrid && (scope.grids ?? []).includes(place));
}

/**
 * The place and unit a question is about, within the scope. Whoever reaches the place asks for any unit; a department asks for itself,
 * wherever it worked.
 * @throws GraphError NOT_FOUND outside the scope, BAD_USER_INPUT for a code that is none
 */
export async function figurePlace(deps: Deps, scope: Scope, asked: PlaceAsked): Promise<FigurePlace> {
  if (scope.reach === 'PUBLIC') throw notFound();
  const known = await placeOf(deps, asked.area || asked.gridId ? asked : ownPlace(scope));
  const jurisdiction = scope.reach === 'BOUNDED' ? scope.jurisdiction : packFor(known.areas.at(-1) ?? '')?.code;
  if (jurisdiction === undefined) throw notFound();
  const place = { jurisdiction, place: known.place, isGrid: known.isGrid };
  if (reachesPlace(scope, known)) return { ...place, unit: asked.unit ?? ALL, isOwnOnly: false };
  const own = scope.reach === 'BOUNDED' ? scope.organization : undefined;
  if (own === undefined || known.isGrid || (asked.unit ?? own) !== own) throw notFound();
  return { ...place, unit: own, isOwnOnly: true };
}
