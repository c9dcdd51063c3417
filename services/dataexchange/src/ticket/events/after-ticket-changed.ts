import { ticketsEvents } from '@gridlink/contracts';
import type { ConsumerOptions } from '@gridlink/event-bus';
import { endSharesOfTicket } from '../../share/events/after-ticket-ended.ts';
import type { ShareDeps } from '../../share/use-cases/share-deps.ts';
import { hasEnded, type KnownTickets } from '../persistence/known-tickets.ts';

export type TicketReactions = Pick<ShareDeps, 'shares' | 'shareStore'> & {
  readonly tickets: KnownTickets;
  readonly now: () => Date;
};

/** Every change of a ticket, in the ticket's own order: what is known of it, and the end of what was granted for it. */
export function ticketConsumer(deps: TicketReactions): ConsumerOptions {
  const handlers = ticketsEvents.map((type) => {
    const handle: ConsumerOptions['handlers'][string] = async (event) => {
      const { ticket } = type.data.parse(event.data);
      await deps.tickets.remember(ticket, event.sequence);
      if (!hasEnded(ticket)) return;
      await endSharesOfTicket(deps, ticket.code, { now: deps.now(), traceparent: event.traceparent });
    };
    return [type.type, handle] as const;
  });
  return { name: 'dataexchange-tickets', domain: 'tickets', noun: 'ticket', handlers: Object.fromEntries(handlers) };
}
