import { type EventEnvelope, type TicketSnapshot, ticketsEvents } from '@gridlink/contracts';
import type { ConsumerOptions } from '@gridlink/event-bus';
import { systemScope } from '@gridlink/subgraph-kit';
import { type FanOutDeps, fanOut } from '../../feed/events/fan-out.ts';
import { endSharesOfTicket } from '../../share/events/after-ticket-ended.ts';
import type { ShareDeps } from '../../share/use-cases/share-deps.ts';
import { hasEnded, type KnownTickets, organizationsOf } from '../persistence/known-tickets.ts';

export type TicketReactions = FanOutDeps &
  Pick<ShareDeps, 'shares' | 'shareStore'> & { readonly tickets: KnownTickets };

const SCOPE = systemScope('what tickets concern whom');

/** Whom an event concerns: everybody of the ticket as it is, and who was of it until now: a unit hears that it is out. */
async function concerned({ tickets }: TicketReactions, ticket: TicketSnapshot): Promise<string[]> {
  const before = await tickets.byCode(SCOPE, ticket.code);
  return [...new Set([...organizationsOf(ticket), ...(before?.organizations ?? [])])];
}

async function react(deps: TicketReactions, event: EventEnvelope, ticket: TicketSnapshot): Promise<void> {
  // Who else may see a ticket is for the platform's own live updates, not for departments.
  const { seenBy: _seenBy, concerns: _concerns, ...told } = ticket;
  // The feeds before what is known: a crash between the two must not forget who was of the ticket.
  await fanOut(deps, event, { organizations: await concerned(deps, ticket), snapshot: { ticket: told } });
  await deps.tickets.remember(ticket, event.sequence);
  if (!hasEnded(ticket)) return;
  await endSharesOfTicket(deps, ticket.code, { now: deps.now(), traceparent: event.traceparent });
}

/** Every change of a ticket, in the ticket's own order: departments' feeds, what is known here, the end of what was granted for it. */
export function ticketConsumer(deps: TicketReactions): ConsumerOptions {
  const handlers = ticketsEvents.map((type) => {
    const handle: ConsumerOptions['handlers'][string] = (event) =>
      react(deps, event, type.data.parse(event.data).ticket);
    return [type.type, handle] as const;
  });
  return { name: 'dataexchange-tickets', domain: 'tickets', noun: 'ticket', handlers: Object.fromEntries(handlers) };
}
