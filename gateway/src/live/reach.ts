import type { Caller } from '@gridlink/contracts';
import { scopeOf } from '@gridlink/subgraph-kit';
import { type LiveEvent, seenByOf } from './live-event.ts';

/** What a caller's scope reaches among events: divisions, organizations and grids of one jurisdiction, and the caller's own person. */
export type Reach =
  | { readonly kind: 'EVERYTHING' }
  | { readonly kind: 'PLACES'; readonly jurisdiction: string; readonly places: readonly string[] };

const NOWHERE: Reach = { kind: 'PLACES', jurisdiction: '', places: [] };

/** The same places the tickets service filters its reads by; by name only notifications are for anybody. */
export function reachOf(caller: Caller): Reach {
  const scope = scopeOf(caller);
  if (scope.reach === 'PLATFORM') return { kind: 'EVERYTHING' };
  if (scope.reach !== 'BOUNDED') return NOWHERE;
  const { jurisdiction, area, organization, grids = [] } = scope;
  return {
    kind: 'PLACES',
    jurisdiction,
    places: [area, organization, ...grids, caller.person].filter((place) => place !== undefined),
  };
}

/**
 * Whether an event may concern somebody of this reach: a quick look that spares a query. It never says no to what the query would show;
 * events from before they told who may see what they are about are left to the query.
 */
export function reaches(reach: Reach, event: LiveEvent): boolean {
  if (reach.kind === 'EVERYTHING') return true;
  if (reach.jurisdiction !== event.jurisdiction) return false;
  const seenBy = seenByOf(event);
  return seenBy === undefined || reach.places.some((place) => seenBy.includes(place));
}
