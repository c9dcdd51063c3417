import {
  type EventEnvelope,
  eventTypeParts,
  TICKET_VERBS,
  type TicketSnapshot,
  type TicketVerb,
} from '@gridlink/contracts';
import type { Pack } from '@gridlink/jurisdiction';
import { desksOf } from './addressees.ts';
import { toldTo } from './addressing.ts';
import { AUDIENCES } from './audiences.ts';
import type { Notification, NotificationKind } from './notification.ts';

const isVerb = (verb: string): verb is TicketVerb => (TICKET_VERBS as readonly string[]).includes(verb);

/** News of these kinds says until when something is to be done. */
const WITH_DUE: ReadonlySet<NotificationKind> = new Set<NotificationKind>(['WORK', 'DEADLINE']);

/** A deadline's own instant, or for new work that of the ticket's next step. */
function dueOf(kind: NotificationKind, ticket: TicketSnapshot, detail: Readonly<Record<string, unknown>>): Date | null {
  if (typeof detail.dueAt === 'string') return new Date(detail.dueAt);
  return WITH_DUE.has(kind) && ticket.dueAt !== undefined ? new Date(ticket.dueAt) : null;
}

type Heard = Pick<EventEnvelope, 'id' | 'type' | 'time'> & {
  readonly ticket: TicketSnapshot;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** Where the desks are that hear of an event: those of an offer in the jurisdiction it is made to. */
export function deskJurisdiction({ type, ticket, detail }: Pick<Heard, 'type' | 'ticket' | 'detail'>): string {
  const { verb } = eventTypeParts(type);
  const audience = isVerb(verb) ? AUDIENCES[verb] : undefined;
  const isElsewhere = audience !== undefined && 'elsewhere' in audience && typeof detail.jurisdiction === 'string';
  return isElsewhere ? (detail.jurisdiction as string) : ticket.jurisdiction;
}

/** What an event makes: one notification for each desk that is told; `at` is when it is written. */
export function notificationsOf(heard: Heard, pack: Pack, at: Date): readonly Notification[] {
  const { id, type, time, ticket, detail } = heard;
  const { verb } = eventTypeParts(type);
  if (!isVerb(verb)) return [];
  const audience = AUDIENCES[verb];
  if ('nobody' in audience) return [];
  const { kind } = audience;
  const urgent = kind === 'EMERGENCY' || pack.loop.notifications.atAnyHour.includes(ticket.severity);
  const about = [detail.unit, detail.target].find((named) => typeof named === 'string') as string | undefined;
  return toldTo(desksOf({ ticket, detail, pack }, audience), {
    event: id,
    jurisdiction: deskJurisdiction(heard),
    division: ticket.division,
    kind,
    verb,
    ticketId: ticket.id,
    ticketCode: ticket.code,
    about: about ?? null,
    dueAt: dueOf(kind, ticket, detail),
    urgent,
    happenedAt: new Date(time),
    at,
  });
}
