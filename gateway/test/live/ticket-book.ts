import { randomUUID } from 'node:crypto';
import { areasOf, type EventEnvelope } from '@gridlink/contracts';
import type { EventBus } from '@gridlink/event-bus';
import { type Scope, type SubgraphContext, scopeOf } from '@gridlink/subgraph-kit';

type Ticket = {
  readonly id: string;
  title: string;
  readonly jurisdiction: string;
  seenBy: readonly string[];
  readonly changedAt: number;
};

/** How long a change is not in the figures yet. */
const COUNTING_MS = 400;

const sees = (scope: Scope, { jurisdiction, seenBy }: Ticket): boolean =>
  scope.reach === 'BOUNDED' &&
  scope.jurisdiction === jurisdiction &&
  [scope.area, scope.organization, ...(scope.grids ?? [])].some((place) => place && seenBy.includes(place));

export type Change = {
  readonly verb?: string;
  readonly division?: string;
  readonly jurisdiction?: string;
  readonly units?: readonly string[];
  readonly grid?: string;
  readonly detail?: Record<string, unknown>;
  readonly stage?: string;
  /** Ids of an event that was published before. */
  readonly eventId?: string;
  /** Leaves out of the event who may see the ticket, as events did once. */
  readonly isOld?: boolean;
};

/** Tickets that change: what the subgraph answers and what the stream tells. */
export function createTicketBook(bus: EventBus) {
  const tickets = new Map<string, Ticket>();
  const questions: string[] = [];

  /** Changes a ticket and publishes its event, as a command does. */
  const change = async (id: string, options: Change = {}): Promise<void> => {
    const { verb = 'progressed', division = '410105001001', jurisdiction = 'somewhere', units = [] } = options;
    const grids = options.grid ? [options.grid] : [];
    const seenBy = [...areasOf(division), ...grids, ...units];
    tickets.set(id, { id, title: `${id} ${verb}`, jurisdiction, seenBy, changedAt: Date.now() });
    const event: EventEnvelope = {
      specversion: '1.0',
      id: options.eventId ?? randomUUID(),
      source: '/gridlink/tickets',
      type: `gridlink.tickets.ticket.${verb}.v1`,
      subject: `code-${id}`,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      jurisdiction,
      division,
      sequence: 1,
      data: {
        ticket: {
          id,
          code: `code-${id}`,
          jurisdiction,
          division,
          areas: areasOf(division),
          ...(options.grid ? { gridId: options.grid } : {}),
          source: 'PATROL',
          severity: 'NORMAL',
          stage: options.stage ?? 'HANDLING',
          round: 1,
          holder: '410105001000-TOWN',
          units: units.map((organization) => ({ organization, part: 'LEAD', state: 'WORKING' })),
          late: false,
          ...(options.isOld ? {} : { seenBy }),
          reportedAt: '2026-03-02T02:00:00.000Z',
        },
        detail: options.detail ?? {},
      },
    };
    await bus.publish(event);
  };

  const resolvers = {
    Query: {
      ticket: (_: unknown, { id }: { id: string }, context: unknown) => {
        const { caller } = context as SubgraphContext;
        questions.push(caller.subject);
        const ticket = tickets.get(id);
        return ticket && sees(scopeOf(caller), ticket) ? ticket : null;
      },
      ticketCounts: (_: unknown, { filter }: { filter?: { division?: string } | null }, context: unknown) => {
        const { caller } = context as SubgraphContext;
        questions.push(caller.subject);
        const counted = [...tickets.values()].filter(
          (ticket) => sees(scopeOf(caller), ticket) && (!filter?.division || ticket.seenBy.includes(filter.division)),
        );
        return [{ stage: 'HANDLING', count: counted.length }];
      },
      /** Behind the tickets for as long as counting takes. */
      figures: (_: unknown, { input }: { input: { area?: string; from: string } }, context: unknown) => {
        const { caller } = context as SubgraphContext;
        questions.push(caller.subject);
        const counted = [...tickets.values()].filter(
          (ticket) =>
            ticket.changedAt + COUNTING_MS < Date.now() &&
            sees(scopeOf(caller), ticket) &&
            (!input.area || ticket.seenBy.includes(input.area)),
        );
        return { from: input.from, open: counted.length };
      },
    },
    Ticket: {
      secret: () => 'for the county',
      broken: () => {
        throw new Error('password of the database is hunter2');
      },
      brittle: () => 'whole',
      reader: (_: unknown, __: unknown, context: unknown) => ({ name: (context as SubgraphContext).caller.subject }),
      echo: (_: unknown, { text }: { text?: string }) => text,
      grid: () => ({ id: 'grid-1' }),
    },
  };
  return { change, resolvers, questions };
}
export type TicketBook = ReturnType<typeof createTicketBook>;
