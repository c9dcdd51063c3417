import { tellsPersonalData } from '../../reporter/personal-data.ts';
import { type AgendaItem, type Attendee, type AttendeeKind, type ItemSource, MOST } from './deliberation.ts';
import type { DeliberationRefusal } from './refusal.ts';

/** An item as it is asked for: of a suggestion or a ticket, or new. */
export type ItemRequest = {
  readonly subject: string | null;
  readonly suggestionId: string | null;
  readonly ticketId: string | null;
};

/** Somebody to be invited, or who came; a resident's name is sealed before it comes here. */
export type AttendeeRequest = {
  readonly kind: AttendeeKind;
  readonly organization: string | null;
  readonly person: string | null;
  readonly masked: string | null;
  readonly sealed: string | null;
};

/** What of suggestions and tickets an agenda looks at. */
export type Sources = {
  readonly suggestions: ReadonlyMap<
    string,
    { readonly code: string; readonly subject: string; readonly adopted: boolean }
  >;
  readonly tickets: ReadonlyMap<string, { readonly code: string; readonly title: string }>;
  /** Codes of bodies that exist and belong to a division the meeting lies in. */
  readonly bodies: ReadonlySet<string>;
};

type Named = { readonly subject: string; readonly source: ItemSource | null };

function named(
  { subject, suggestionId, ticketId }: ItemRequest,
  index: number,
  sources: Sources,
): Named | DeliberationRefusal {
  if (suggestionId !== null && ticketId !== null) return { kind: 'ONE_SOURCE', index };
  if (suggestionId !== null) {
    const found = sources.suggestions.get(suggestionId);
    if (!found) return { kind: 'SUGGESTION_UNKNOWN', index };
    if (!found.adopted) return { kind: 'SUGGESTION_NOT_ADOPTED', index };
    return { subject: subject ?? found.subject, source: { kind: 'SUGGESTION', id: suggestionId, code: found.code } };
  }
  if (ticketId !== null) {
    const found = sources.tickets.get(ticketId);
    if (!found) return { kind: 'TICKET_UNKNOWN', index };
    return { subject: subject ?? found.title, source: { kind: 'TICKET', id: ticketId, code: found.code } };
  }
  return subject === null ? { kind: 'SUBJECT_NEEDED', index } : { subject, source: null };
}

type Extended<T> = { readonly rows: readonly T[] } | { readonly refusals: readonly DeliberationRefusal[] };

/** Items added to an agenda; subjects are published with the minutes, so they tell nobody's number. */
export function withItems(
  agenda: readonly AgendaItem[],
  requests: readonly ItemRequest[],
  sources: Sources,
): Extended<AgendaItem> {
  if (agenda.length + requests.length > MOST.items) {
    return { refusals: [{ kind: 'TOO_MANY', field: 'agenda', most: MOST.items }] };
  }
  const rows = [...agenda];
  const refusals: DeliberationRefusal[] = [];
  for (const [index, request] of requests.entries()) {
    const item = named(request, index, sources);
    if ('kind' in item) refusals.push(item);
    else if (item.source !== null && rows.some(({ source }) => source?.id === item.source?.id)) {
      refusals.push({ kind: 'ON_AGENDA_ALREADY', index });
    } else if (tellsPersonalData(item.subject)) {
      refusals.push({ kind: 'PERSONAL_DATA', field: ['agenda', String(index), 'subject'] });
    } else rows.push({ id: `i${rows.length + 1}`, ...item, resolution: null });
  }
  return refusals.length > 0 ? { refusals } : { rows };
}

const isNamed = ({ kind, organization, person, masked }: AttendeeRequest): boolean =>
  [organization, person, masked].filter((value) => value !== null).length === 1 &&
  { RESIDENT: masked, STAFF: person, BODY: organization }[kind] !== null;

/** People and bodies added to whoever is invited, or came. */
export function withAttendees(
  attendees: readonly Attendee[],
  requests: readonly AttendeeRequest[],
  {
    sources,
    invited,
    presentAt,
  }: { readonly sources: Sources; readonly invited: boolean; readonly presentAt: Date | null },
): Extended<Attendee> {
  if (attendees.length + requests.length > MOST.attendees) {
    return { refusals: [{ kind: 'TOO_MANY', field: 'attendees', most: MOST.attendees }] };
  }
  const rows = [...attendees];
  const refusals: DeliberationRefusal[] = [];
  for (const [index, request] of requests.entries()) {
    const { organization, person } = request;
    const isTwice = rows.some(
      (row) =>
        (organization !== null && row.organization === organization) || (person !== null && row.person === person),
    );
    if (!isNamed(request)) refusals.push({ kind: 'ATTENDEE_NEEDED', index });
    else if (organization !== null && !sources.bodies.has(organization)) {
      refusals.push({ kind: 'BODY_UNKNOWN', index, name: organization });
    } else if (isTwice) refusals.push({ kind: 'INVITED_TWICE', index });
    else rows.push({ id: `p${rows.length + 1}`, ...request, invited, presentAt });
  }
  return refusals.length > 0 ? { refusals } : { rows };
}
