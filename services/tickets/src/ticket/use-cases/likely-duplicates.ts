import type { Scope } from '@gridlink/subgraph-kit';
import { cellsAround, isLikelyDuplicate } from '../domain/merging.ts';
import { packOf, type TicketDeps } from './deps.ts';
import type { TicketRow } from './ticket-repository.ts';

const DAY = 86_400_000;

/** Open tickets of the same category within the pack's radius and days, newest first (E03). One command to the database. */
export async function likelyDuplicates(deps: TicketDeps, scope: Scope, row: TicketRow): Promise<readonly TicketRow[]> {
  const cells = cellsAround(row);
  if (cells.length === 0) return [];
  const pack = packOf(deps, row.jurisdiction);
  const span = pack.limits.caps.duplicates.withinDays * DAY;
  const [since, until] = [new Date(row.reportedAt.getTime() - span), new Date(row.reportedAt.getTime() + span)];
  const alike = await deps.tickets.alike(scope, cells, { since, until });
  return alike.filter((other) => isLikelyDuplicate(row, other, pack));
}
