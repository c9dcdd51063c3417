import type { Pack } from '@gridlink/jurisdiction';
import { systemScope } from '@gridlink/subgraph-kit';
import type { TicketCommand } from '../domain/commands.ts';
import { asItem, cutFrom, partsCells } from '../domain/splitting.ts';
import type { TicketState } from '../domain/ticket.ts';
import type { TicketDeps } from './deps.ts';

const HOUR_MS = 3_600_000;
const SCOPE = systemScope('a matter that was cut up is found whoever accepts its parts');

/** Where the item of a ticket is chosen: the earlier ticket of the same hands that it may have been cut from. At most one command to the database. */
export async function earlierPart(
  { tickets }: Pick<TicketDeps, 'tickets'>,
  { state: before, command }: { readonly state: TicketState; readonly command: TicketCommand },
  pack: Pack,
): Promise<string | null> {
  if (command.type !== 'acceptTicket' && command.type !== 'solveOnSpot') return null;
  const { itemCode } = command;
  const state = asItem(before, itemCode === null ? before.item : { code: itemCode, id: null, title: '' });
  const cells = partsCells(state);
  if (cells.length === 0) return null;
  const until = state.reportedAt;
  const since = new Date(until.getTime() - pack.limits.caps.splitting.withinHours * HOUR_MS);
  return cutFrom(state, await tickets.handedIn(SCOPE, cells, { since, until }), pack);
}
