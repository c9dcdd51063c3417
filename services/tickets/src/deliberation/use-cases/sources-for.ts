import type { Scope } from '@gridlink/subgraph-kit';
import { isAdopted } from '../../suggestion/domain/suggestion.ts';
import type { AttendeeRequest, ItemRequest, Sources } from '../domain/agenda.ts';
import type { DeliberationDeps } from './deps.ts';

export const NO_SOURCES: Sources = { suggestions: new Map(), tickets: new Map(), bodies: new Set() };

type Named = {
  readonly items: readonly ItemRequest[];
  readonly attendees: readonly AttendeeRequest[];
  /** Divisions the meeting lies in. */
  readonly areas: readonly string[];
};

/** More names than any meeting holds are not looked up. */
const MOST_NAMES = 400;
const some = (names: readonly (string | null)[]): string[] =>
  [...new Set(names.filter((name) => name !== null))].slice(0, MOST_NAMES);

/** What an agenda and an invitation name, as far as the caller may see it: one command to the database each. */
export async function sourcesFor(
  deps: DeliberationDeps,
  scope: Scope,
  { items, attendees, areas }: Named,
): Promise<Sources> {
  const suggestionIds = some(items.map(({ suggestionId }) => suggestionId));
  const ticketIds = some(items.map(({ ticketId }) => ticketId));
  const [suggestions, tickets, units] = await Promise.all([
    suggestionIds.length === 0 ? [] : deps.suggestions.rowsById(scope, suggestionIds),
    ticketIds.length === 0 ? [] : deps.tickets.rowsById(scope, ticketIds),
    deps.organizations.units(some(attendees.map(({ organization }) => organization))),
  ]);
  const bodies = [...units.values()].filter(({ active, division }) => active && areas.includes(division));
  return {
    suggestions: new Map(
      suggestions.map((row) => [row.id, { code: row.code, subject: row.subject, adopted: isAdopted(row) }]),
    ),
    tickets: new Map(tickets.map(({ id, code, title }) => [id, { code, title }])),
    bodies: new Set(bodies.map(({ code }) => code)),
  };
}
