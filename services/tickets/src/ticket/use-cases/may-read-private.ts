import type { Actor } from '../domain/actor.ts';
import { handles, holds } from '../domain/relations.ts';
import type { TicketState } from '../domain/ticket.ts';
import type { TicketRow } from './ticket-repository.ts';

/** A row without its timeline, for what the domain asks of the rest. */
export const withoutTimeline = (row: TicketRow): TicketState => ({ ...row, timeline: [] });

/** Internal notes are for whoever has a part in the ticket: its centers and its handlers. */
export function mayReadPrivate(row: TicketRow, actor: Actor): boolean {
  const area = actor.division !== null && row.areas.includes(actor.division);
  const referred = row.referrals.some(({ to }) => to === actor.organization);
  return (
    area || referred || holds(withoutTimeline(row), actor) || row.assignments.some((entry) => handles(actor, entry))
  );
}
