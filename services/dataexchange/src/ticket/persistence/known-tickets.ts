import type { TicketSnapshot } from '@gridlink/contracts';
import { keepingNewest } from '@gridlink/event-bus';
import { NOTHING, type Scope } from '@gridlink/subgraph-kit';
import type { Collection, Db } from 'mongodb';

/** What this service keeps of a ticket: whether it goes on and whom it concerns. */
export type KnownTicket = {
  /** Code of the ticket. */
  readonly _id: string;
  readonly jurisdiction: string;
  readonly ended: boolean;
  /** Codes of the organizations that are told of each step. */
  readonly organizations: readonly string[];
  /** Sequence of the newest event that was taken in. */
  readonly sequence: number;
};

export type KnownTickets = {
  byCode(scope: Scope, code: string): Promise<KnownTicket | null>;
  byCodes(scope: Scope, codes: readonly string[]): Promise<KnownTicket[]>;
  /** Takes in the snapshot of an event; an older one than what is known changes nothing. */
  remember(ticket: TicketSnapshot, sequence: number): Promise<void>;
};

/** Some hundred bytes each. */
const KEPT_TOGETHER = 128;

const ENDS: ReadonlySet<TicketSnapshot['stage']> = new Set(['CLOSED', 'NOT_ACCEPTED', 'MERGED', 'TRANSFERRED', 'VOID']);

export const hasEnded = ({ stage }: Pick<TicketSnapshot, 'stage'>): boolean => ENDS.has(stage);

/** Everybody a ticket concerns; whoever holds it and whoever handles it, where an older event does not say. */
export const organizationsOf = ({
  holder,
  units,
  concerns,
}: Pick<TicketSnapshot, 'holder' | 'units' | 'concerns'>): string[] => [
  ...new Set(concerns ?? [holder, ...units.map(({ organization }) => organization)]),
];

export function createKnownTickets(db: Db): KnownTickets {
  const tickets: Collection<KnownTicket> = db.collection('known_tickets');
  const keep = keepingNewest(tickets, KEPT_TOGETHER);
  const byCodes: KnownTickets['byCodes'] = (scope, codes) => {
    const wanted = { _id: { $in: [...codes] } };
    if (scope.reach === 'PLATFORM' || scope.reach === 'SYSTEM') return tickets.find(wanted).toArray();
    const bound = scope.reach === 'PUBLIC' ? NOTHING : { jurisdiction: scope.jurisdiction };
    return tickets.find({ $and: [wanted, bound] }).toArray();
  };
  return {
    byCodes,
    byCode: async (scope, code) => (await byCodes(scope, [code]))[0] ?? null,
    async remember(ticket, sequence) {
      const known = {
        _id: ticket.code,
        jurisdiction: ticket.jurisdiction,
        ended: hasEnded(ticket),
        organizations: organizationsOf(ticket),
        sequence,
      };
      await keep(known);
    },
  };
}
