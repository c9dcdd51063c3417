import { liesIn } from '@gridlink/contracts';
import { NOTHING, type Scope } from '@gridlink/subgraph-kit';
import type { GridFilter, GridRecord } from '../use-cases/grid-repository.ts';

type Filter = Record<string, unknown>;

/** A published grid is public by law, a retired one was. */
const PUBLIC_STATUSES = ['PUBLISHED', 'RETIRED'] as const;

/** Which grids a scope may see when they are looked up by id or code. */
export function visibleGrids(scope: Scope): Filter {
  if (scope.reach === 'PLATFORM' || scope.reach === 'SYSTEM') return {};
  const published = { status: { $in: [...PUBLIC_STATUSES] } };
  if (scope.reach === 'PUBLIC') return published;
  const { jurisdiction, area } = scope;
  return area === undefined ? { jurisdiction, ...published } : { jurisdiction, $or: [published, { areas: area }] };
}

/** The same of a grid that is at hand. */
export function isVisible(scope: Scope, grid: Pick<GridRecord, 'status' | 'jurisdiction' | 'areas'>): boolean {
  if (scope.reach === 'PLATFORM' || scope.reach === 'SYSTEM') return true;
  const isPublic = (PUBLIC_STATUSES as readonly string[]).includes(grid.status);
  if (scope.reach === 'PUBLIC') return isPublic;
  const isOwn = scope.area !== undefined && grid.areas.includes(scope.area);
  return grid.jurisdiction === scope.jurisdiction && (isPublic || isOwn);
}

/**
 * A list's filter within a scope, as equalities on the fields of an index: drafts are cut down to the scope's area, so that no `$or` is
 * needed. A filter nothing matches where the two have no area in common.
 */
export function listedGrids(scope: Scope, filter: GridFilter): Filter {
  const areas = filter.status === 'DRAFT' ? draftAreas(scope, filter.areas) : filter.areas;
  if (areas.length === 0) return NOTHING;
  return {
    areas: areas.length === 1 ? areas[0] : { $in: areas },
    status: filter.status,
    ...(scope.reach === 'BOUNDED' ? { jurisdiction: scope.jurisdiction } : {}),
    ...(filter.kind === undefined ? {} : { kind: filter.kind }),
    ...(filter.outsideNorm === undefined ? {} : { outsideNorm: filter.outsideNorm }),
  };
}

function draftAreas(scope: Scope, wanted: readonly string[]): readonly string[] {
  if (scope.reach === 'PLATFORM' || scope.reach === 'SYSTEM') return wanted;
  if (scope.reach === 'PUBLIC' || scope.area === undefined) return [];
  return wanted.map((division) => narrower(division, scope.area ?? division)).filter((area) => area !== undefined);
}

/** The lower of two divisions when one lies in the other. */
function narrower(one: string, other: string): string | undefined {
  if (liesIn(one, other)) return one;
  return liesIn(other, one) ? other : undefined;
}
