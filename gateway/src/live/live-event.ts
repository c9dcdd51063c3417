import {
  type DeliberationSnapshot,
  deliberationSnapshotSchema,
  eventTypeParts,
  type InstructionSnapshot,
  instructionSnapshotSchema,
  type NotificationSnapshot,
  notificationSnapshotSchema,
  type SuggestionSnapshot,
  suggestionSnapshotSchema,
  type TicketSnapshot,
  ticketSnapshotSchema,
} from '@gridlink/contracts';
import type { SequencedEvent } from '@gridlink/event-bus';
import { changeKindOf } from './live-type-defs.ts';

/** What live updates need of any event. */
type Heard = {
  /** Place in the stream. */
  readonly sequence: number;
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  readonly jurisdiction: string;
};

export type TicketEvent = Heard & {
  readonly noun: 'ticket';
  readonly ticket: TicketSnapshot;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** One of those an instruction's event is about. */
export type InstructionRecipient = {
  readonly organization?: string;
  readonly gridId?: string;
  readonly places: readonly string[];
};

export type InstructionEvent = Heard & {
  readonly noun: 'instruction';
  readonly instruction: InstructionSnapshot;
  readonly recipients: readonly InstructionRecipient[];
};

export type NotificationEvent = Heard & {
  readonly noun: 'notification';
  readonly notification: NotificationSnapshot;
};

/** Nothing of it is pushed but the figures that count it. */
export type ParticipationEvent = Heard & {
  readonly noun: 'participation';
  readonly matter: SuggestionSnapshot | DeliberationSnapshot;
};

/** An event that may be pushed: of a ticket, of an instruction, of a notification, or of a suggestion or deliberation. */
export type LiveEvent = TicketEvent | InstructionEvent | NotificationEvent | ParticipationEvent;

/** Null for an event that carries none of them, which none does that is valid. */
export function liveEventOf({ sequence, event }: SequencedEvent): LiveEvent | null {
  const { id, type, time, jurisdiction, data } = event;
  const heard = { sequence, id, kind: changeKindOf(type), at: time, jurisdiction };
  const { noun } = eventTypeParts(type);
  if (noun === 'notification') {
    const told = notificationSnapshotSchema.safeParse(data.notification);
    return told.success ? { ...heard, noun, notification: told.data } : null;
  }
  if (noun === 'instruction') {
    const instruction = instructionSnapshotSchema.safeParse(data.instruction);
    const recipients = (data.recipients ?? []) as InstructionEvent['recipients'];
    return instruction.success ? { ...heard, noun, instruction: instruction.data, recipients } : null;
  }
  if (noun === 'suggestion' || noun === 'deliberation') {
    const schema = noun === 'suggestion' ? suggestionSnapshotSchema : deliberationSnapshotSchema;
    const matter = schema.safeParse(data[noun]);
    return matter.success ? { ...heard, noun: 'participation', matter: matter.data } : null;
  }
  const ticket = ticketSnapshotSchema.safeParse(data.ticket);
  if (!ticket.success) return null;
  return { ...heard, noun: 'ticket', ticket: ticket.data, detail: (data.detail ?? {}) as TicketEvent['detail'] };
}

/** Divisions, organizations and grids whose people may see what the event is about; undefined in events from before that was told. */
export function seenByOf(event: LiveEvent): readonly string[] | undefined {
  if (event.noun === 'notification') return event.notification.places;
  if (event.noun === 'participation') return event.matter.seenBy;
  return event.noun === 'instruction' ? event.instruction.seenBy : event.ticket.seenBy;
}

/** What the event is about, as the graph is asked for it. */
export function subjectIdOf(event: LiveEvent): string {
  if (event.noun === 'notification') return event.notification.id;
  if (event.noun === 'participation') return event.matter.id;
  return event.noun === 'instruction' ? event.instruction.id : event.ticket.id;
}
