import type { Scope } from '@gridlink/subgraph-kit';
import { cellsAround, isLikelyDuplicate } from '../domain/merging.ts';
import { packOf, type TicketDeps } from './deps.ts';
import type { TicketRow } from './ticket-repository.ts';

const DAY = 86_400_000;

export type DuplicatesOf = { readonly of: TicketRow; readonly duplicates: readonly TicketRow[] };

/** The time in which a ticket's duplicates were reported. */
function windowOf(deps: Pick<TicketDeps, 'packs'>, { jurisdiction, reportedAt }: TicketRow): readonly [number, number] {
  const span = packOf(deps, jurisdiction).limits.caps.duplicates.withinDays * DAY;
  return [reportedAt.getTime() - span, reportedAt.getTime() + span];
}

/** Of each ticket the open ones of its category within the pack's radius and days, newest first (E03). One command to the database for all. */
export async function likelyDuplicates(
  deps: Pick<TicketDeps, 'tickets' | 'packs'>,
  scope: Scope,
  rows: readonly TicketRow[],
): Promise<readonly DuplicatesOf[]> {
  const cells = new Set(rows.flatMap(cellsAround));
  if (cells.size === 0) return rows.map((of) => ({ of, duplicates: [] }));
  const windows = rows.map((row) => windowOf(deps, row));
  const since = new Date(Math.min(...windows.map(([from]) => from)));
  const until = new Date(Math.max(...windows.map(([, to]) => to)));
  const alike = await deps.tickets.alike(scope, [...cells], { since, until, tickets: rows.length });
  return rows.map((of) => ({
    of,
    duplicates: alike.filter((other) => isLikelyDuplicate(of, other, packOf(deps, of.jurisdiction))),
  }));
}
