import { type EventEnvelope, type TicketSnapshot, ticketsEvents } from '@gridlink/contracts';
import { askedTogether, type ConsumerOptions } from '@gridlink/event-bus';
import { systemScope } from '@gridlink/subgraph-kit';
import { createFanOut, type FanOutDeps } from '../../feed/events/fan-out.ts';
import { endSharesOfTicket } from '../../share/events/after-ticket-ended.ts';
import type { ShareDeps } from '../../share/use-cases/share-deps.ts';
import { hasEnded, type KnownTickets, organizationsOf } from '../persistence/known-tickets.ts';

export type TicketReactions = FanOutDeps &
  Pick<ShareDeps, 'shares' | 'shareStore'> & { readonly tickets: KnownTickets };

const SCOPE = systemScope('what tickets concern whom');

type React = (event: EventEnvelope, ticket: TicketSnapshot) => Promise<void>;

function reactionOf(deps: TicketReactions): React {
  const fanOut = createFanOut(deps);
  const known = askedTogether((codes: readonly string[]) => deps.tickets.byCodes(SCOPE, codes));

  /** Whom an event concerns: everybody of the ticket as it is, and who was of it until now: a unit hears that it is out. */
  const concerned = async (ticket: TicketSnapshot): Promise<string[]> => {
    const before = (await known([ticket.code])).find(({ _id }) => _id === ticket.code);
    return [...new Set([...organizationsOf(ticket), ...(before?.organizations ?? [])])];
  };

  return async (event, ticket) => {
    // Who else may see a ticket is for the platform's own live updates, not for departments.
    const { seenBy: _seenBy, concerns: _concerns, ...told } = ticket;
    // The feeds before what is known: a crash between the two must not forget who was of the ticket.
    const { sent } = await fanOut(event, { organizations: await concerned(ticket), snapshot: { ticket: told } });
    await Promise.all([sent, deps.tickets.remember(ticket, event.sequence)]);
    if (!hasEnded(ticket)) return;
    await endSharesOfTicket(deps, ticket.code, { now: deps.now(), traceparent: event.traceparent });
  };
}

/** Every change of a ticket, in the ticket's own order: departments' feeds, what is known here, the end of what was granted for it. */
export function ticketConsumer(deps: TicketReactions): ConsumerOptions {
  const react = reactionOf(deps);
  const handlers = ticketsEvents.map((type) => {
    const handle: ConsumerOptions['handlers'][string] = (event) => react(event, type.data.parse(event.data).ticket);
    return [type.type, handle] as const;
  });
  return { name: 'dataexchange-tickets', domain: 'tickets', noun: 'ticket', handlers: Object.fromEntries(handlers) };
}
