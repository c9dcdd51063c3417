import { type TicketSnapshot, ticketSnapshotSchema } from '@gridlink/contracts';
import type { SequencedEvent } from '@gridlink/event-bus';
import { changeKindOf } from './live-type-defs.ts';

/** An event of a ticket as far as live updates need it. */
export type TicketEvent = {
  /** Place in the stream. */
  readonly sequence: number;
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  readonly jurisdiction: string;
  readonly ticket: TicketSnapshot;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** Null for an event that carries no ticket, which none does that is valid. */
export function ticketEventOf({ sequence, event }: SequencedEvent): TicketEvent | null {
  const ticket = ticketSnapshotSchema.safeParse(event.data.ticket);
  if (!ticket.success) return null;
  const { id, type, time, jurisdiction } = event;
  const detail = (event.data.detail ?? {}) as TicketEvent['detail'];
  return { sequence, id, kind: changeKindOf(type), at: time, jurisdiction, ticket: ticket.data, detail };
}
