import { type Scope, systemScope } from '@gridlink/subgraph-kit';
import { isAdopted } from '../../suggestion/domain/suggestion.ts';
import { type AttendeeRequest, covers, type EarlierItem, type ItemRequest, type Sources } from '../domain/agenda.ts';
import { type Deliberation, itemKey } from '../domain/deliberation.ts';
import type { DeliberationRow } from './deliberation-repository.ts';
import type { DeliberationDeps } from './deps.ts';

export const NO_SOURCES: Sources = {
  suggestions: new Map(),
  tickets: new Map(),
  earlier: new Map(),
  bodies: new Set(),
};

type Named = {
  readonly items: readonly ItemRequest[];
  readonly attendees: readonly AttendeeRequest[];
  /** Where the meeting is. */
  readonly place: Pick<Deliberation, 'division' | 'areas' | 'gridId'>;
};

/** More names than any meeting holds are not looked up. */
const MOST_NAMES = 400;
const some = (names: readonly (string | null)[]): string[] =>
  [...new Set(names.filter((name) => name !== null))].slice(0, MOST_NAMES);

const ONCE = systemScope('a deferred item is taken up by one meeting');

/** Deferred items as the caller may see them, and whether a meeting, visible or not, has taken them up. */
async function earlierItems(
  deps: DeliberationDeps,
  scope: Scope,
  { items, place }: Named,
): Promise<ReadonlyMap<string, EarlierItem>> {
  const asked = items.flatMap(({ deferred }) => deferred ?? []);
  if (asked.length === 0) return new Map();
  const ids = some(asked.map(({ deliberationId }) => deliberationId));
  const [rows, later] = await Promise.all([
    deps.deliberations.rowsById(scope, ids),
    deps.deliberations.about(ONCE, some(asked.map(itemKey))),
  ]);
  return new Map(rows.flatMap((row) => itemsOf(row, { place, later })));
}

type Carrying = Pick<Named, 'place'> & { readonly later: readonly DeliberationRow[] };

const itemsOf = (row: DeliberationRow, { place, later }: Carrying): readonly (readonly [string, EarlierItem])[] =>
  row.agenda.map(({ id: itemId, subject, source, resolution }) => {
    const key = itemKey({ deliberationId: row.id, itemId });
    const isDeferred = resolution?.outcome === 'DEFERRED';
    const carriedTo = carrierOf(later, key)?.code ?? null;
    return [key, { code: row.code, subject, source, isDeferred, isHere: covers(place, row), carriedTo }];
  });

/** The meeting that takes a deferred item up again; one that was cancelled does not. */
export const carrierOf = (rows: readonly DeliberationRow[], key: string): DeliberationRow | undefined =>
  rows.find(
    ({ state, agenda }) =>
      state !== 'CANCELLED' && agenda.some(({ carriedFrom }) => carriedFrom !== null && itemKey(carriedFrom) === key),
  );

/** What an agenda and an invitation name, as far as the caller may see it: one command to the database each. */
export async function sourcesFor(deps: DeliberationDeps, scope: Scope, named: Named): Promise<Sources> {
  const { items, attendees, place } = named;
  const suggestionIds = some(items.map(({ suggestionId }) => suggestionId));
  const ticketIds = some(items.map(({ ticketId }) => ticketId));
  const [suggestions, tickets, units, earlier] = await Promise.all([
    suggestionIds.length === 0 ? [] : deps.suggestions.rowsById(scope, suggestionIds),
    ticketIds.length === 0 ? [] : deps.tickets.rowsById(scope, ticketIds),
    deps.organizations.units(some(attendees.map(({ organization }) => organization))),
    earlierItems(deps, scope, named),
  ]);
  const bodies = [...units.values()].filter(({ active, division }) => active && place.areas.includes(division));
  return {
    suggestions: new Map(
      suggestions.map((row) => {
        const { id, code, subject, center, answerer } = row;
        return [id, { code, subject, adopted: isAdopted(row), bodies: [...new Set([center, answerer])] }];
      }),
    ),
    tickets: new Map(tickets.map(({ id, code, title, holder }) => [id, { code, title, bodies: [holder] }])),
    earlier,
    bodies: new Set(bodies.map(({ code }) => code)),
  };
}
