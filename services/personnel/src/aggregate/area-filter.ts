import { liesIn } from '@gridlink/contracts';
import { NOTHING, type Scope } from '@gridlink/subgraph-kit';

/**
 * The filter of a list that is read by area: the division asked for as far as the caller's own area reaches, else that area.
 * Equality on one element of `areas`, so that an index beginning with it gives the list its order.
 */
export function areaFilter(scope: Scope, division?: string | null): Record<string, unknown> {
  if (scope.reach === 'PLATFORM' || scope.reach === 'SYSTEM') return division ? { areas: division } : {};
  if (scope.reach === 'PUBLIC' || scope.area === undefined) return NOTHING;
  const { area, jurisdiction } = scope;
  if (!division || liesIn(area, division)) return { areas: area, jurisdiction };
  return liesIn(division, area) ? { areas: division, jurisdiction } : NOTHING;
}
