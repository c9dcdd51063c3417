import { areasOf } from '@gridlink/contracts';
import type { Scope } from '@gridlink/subgraph-kit';
import type { TicketDeps } from '../../ticket/use-cases/deps.ts';
import type { TicketFilter, Totals } from '../../ticket/use-cases/ticket-repository.ts';
import { ALL, NOW } from '../domain/measure.ts';
import { activeGeneration, gridTotals, stageTotals } from './read-standing.ts';

type Deps = Pick<TicketDeps, 'figures' | 'tickets'>;
type Bounded = Extract<Scope, { reach: 'BOUNDED' }>;
type Standing = { readonly gridId: string } | { readonly area: string; readonly category: string };

/** All that the scope reaches, where that is one place. */
function ownPlace({ area, organization, grids = [] }: Bounded): Pick<TicketFilter, 'division' | 'gridId'> {
  if (organization !== undefined) return {};
  if (grids.length === 0) return area === undefined ? {} : { division: area };
  const [gridId, ...others] = grids;
  return gridId === undefined || others.length > 0 || area !== undefined ? {} : { gridId };
}

const reachesArea = ({ area }: Bounded, division: string): boolean =>
  area !== undefined && areasOf(division).includes(area);

/** What is kept in counters: all tickets of a place that the scope reaches whole, of a division also those of one item. */
function keptStanding(scope: Bounded, { stage: _, ...filter }: TicketFilter): Standing | null {
  const { division: named, gridId: grid, itemCode, ...conditions } = filter;
  if (Object.keys(conditions).length > 0 || (named !== undefined && grid !== undefined)) return null;
  const { division, gridId } = named === undefined && grid === undefined ? ownPlace(scope) : filter;
  if (gridId !== undefined) return itemCode === undefined ? { gridId } : null;
  return division !== undefined && reachesArea(scope, division) ? { area: division, category: itemCode ?? ALL } : null;
}

/**
 * Tickets by stage. A place's are read from its counters, whatever it holds; with other conditions, or where only some of a place's
 * tickets are seen, they are counted one by one along an index.
 */
export async function stageCounts(deps: Deps, scope: Scope, filter: TicketFilter): Promise<readonly Totals[]> {
  const kept = scope.reach === 'BOUNDED' ? keptStanding(scope, filter) : null;
  if (kept === null || scope.reach !== 'BOUNDED') return deps.tickets.countByStage(scope, filter);
  if ('gridId' in kept) return (await gridTotals(deps, scope, [kept.gridId]))[0]?.totals ?? [];
  const { jurisdiction } = scope;
  const generation = await activeGeneration(deps, jurisdiction);
  const { area, category } = kept;
  return stageTotals(
    await deps.figures.counters({ jurisdiction, generation, at: { place: area }, unit: ALL, category, buckets: [NOW] }),
  );
}
