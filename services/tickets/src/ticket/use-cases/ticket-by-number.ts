import { systemScope } from '@gridlink/subgraph-kit';
import type { TicketDeps } from './deps.ts';
import type { StoredTicket } from './ticket-repository.ts';

const SCOPE = systemScope('the query code, not the caller, opens the ticket');

export type NumberAndCode = { readonly code: string; readonly queryCode: string };

/** A ticket for whoever knows its number and query code; null for a wrong pair, whichever half is wrong. */
export async function ticketByNumber(
  deps: TicketDeps,
  { code, queryCode }: NumberAndCode,
): Promise<StoredTicket | null> {
  const found = await deps.tickets.findByNumber(SCOPE, code.trim());
  if (!found) return null;
  return deps.queryCodes.matches(found.queryCodeOf, queryCode, found.queryCodeHash) ? found.stored : null;
}
