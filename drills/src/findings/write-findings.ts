import type { Stack } from '@gridlink/stack';
import type { Ledger } from '../consumer/ledger.ts';
import type { HistoryFile } from '../history/history-file.ts';
import { findTickets } from './found-tickets.ts';
import { readStoredEvents } from './stored-events.ts';

/** Writes what is there at the end into the history: tickets as the graph shows them, events as owner and consumer hold them. */
export async function writeFindings(
  history: HistoryFile,
  { stack, ledger, token }: { readonly stack: Stack; readonly ledger: Ledger; readonly token: string },
): Promise<void> {
  const graphql = stack.endpoints.members.gateway?.graphql ?? '';
  for (const ticket of await findTickets(graphql, token)) history.append({ kind: 'FOUND', ...ticket });
  for (const owned of await readStoredEvents(stack))
    history.append({ kind: 'OWNED', ...owned, events: [...owned.events] });
  for (const { _id, events } of await ledger.all()) history.append({ kind: 'APPLIED', code: _id, events: [...events] });
}
