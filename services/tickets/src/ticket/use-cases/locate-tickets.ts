import { systemScope } from '@gridlink/subgraph-kit';
import { createAttempts } from '../../sweeping/attempts.ts';
import { SYSTEM_ACTOR } from '../domain/actor.ts';
import type { GridPlace } from '../domain/change.ts';
import { packOf, type TicketDeps } from './deps.ts';
import { performCommand } from './perform-command.ts';
import type { TicketRow } from './ticket-repository.ts';

const PAGE = 200;
const SCOPE = systemScope('tickets find their grid when it is published');

/**
 * Gives unlocated tickets of a jurisdiction their grid, now that the map has changed. Safe to repeat.
 * @throws AggregateError for those that could not be given theirs, once all others have them
 */
export async function locateTickets(deps: TicketDeps, jurisdiction: string, now: Date): Promise<number> {
  const attempts = createAttempts(`tickets of ${jurisdiction} and their grids`);
  let located = 0;
  let after = '';
  for (;;) {
    const page = await deps.tickets.unlocated(SCOPE, jurisdiction, { after, limit: PAGE });
    for (const row of page) if (await attempts.attempt(() => locateOne(deps, row, now))) located += 1;
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    after = last.id;
  }
  attempts.conclude();
  return located;
}

async function locateOne(deps: TicketDeps, row: TicketRow, now: Date): Promise<boolean> {
  const grid = row.place.point === null ? null : deps.gridMap.locate(row.place.point);
  if (!grid || !isOfTerritory(deps, row, grid)) return false;
  const outcome = await performCommand(deps, {
    scope: SCOPE,
    key: { id: row.id },
    command: { type: 'locateTicket' },
    actor: SYSTEM_ACTOR,
    mark: { now, traceparent: undefined },
    grid,
  });
  return outcome.kind === 'DONE';
}

/** A point over the border stays with the jurisdiction it was reported to until a person decides. */
const isOfTerritory = (deps: TicketDeps, { jurisdiction }: TicketRow, { division }: GridPlace): boolean =>
  packOf(deps, jurisdiction).territory.prefixes.some((prefix) => division.startsWith(prefix));
