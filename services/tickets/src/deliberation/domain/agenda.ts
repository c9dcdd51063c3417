import { tellsPersonalData } from '../../reporter/personal-data.ts';
import type { KeyedStep } from '../../ticket/domain/step.ts';
import {
  type AgendaItem,
  type Attendee,
  type AttendeeKind,
  type DeferredItem,
  type Deliberation,
  itemKey,
  MOST,
} from './deliberation.ts';
import type { DeliberationRefusal } from './refusal.ts';

/** An item as it is asked for: of a suggestion, a ticket or a deferred item of another meeting, or new. */
export type ItemRequest = {
  readonly subject: string | null;
  readonly suggestionId: string | null;
  readonly ticketId: string | null;
  readonly deferred: Pick<DeferredItem, 'deliberationId' | 'itemId'> | null;
};

/** An item of another meeting, as far as taking it up again goes. */
export type EarlierItem = Pick<AgendaItem, 'subject' | 'source'> & {
  readonly code: string;
  readonly isDeferred: boolean;
  /** The meeting that is to take it up covers the place of the other. */
  readonly isHere: boolean;
  /** Number of the meeting that has taken it up. */
  readonly carriedTo: string | null;
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
    { readonly code: string; readonly subject: string; readonly adopted: boolean; readonly bodies: readonly string[] }
  >;
  readonly tickets: ReadonlyMap<
    string,
    { readonly code: string; readonly title: string; readonly bodies: readonly string[] }
  >;
  /** By the key of the item. */
  readonly earlier: ReadonlyMap<string, EarlierItem>;
  /** Codes of bodies that exist and belong to a division the meeting lies in. */
  readonly bodies: ReadonlySet<string>;
};

/** The place of a meeting covers that of another: the same grid, or a division with all in it. */
export const covers = (
  { division, gridId }: Pick<Deliberation, 'division' | 'gridId'>,
  other: Pick<Deliberation, 'areas' | 'gridId'>,
): boolean => other.areas.includes(division) && (gridId === null || gridId === other.gridId);

type Named = Pick<AgendaItem, 'subject' | 'source' | 'carriedFrom'>;
type Asked<T> = { readonly id: T; readonly subject: string | null; readonly index: number };

function ofSuggestion({ id, subject, index }: Asked<string>, { suggestions }: Sources): Named | DeliberationRefusal {
  const found = suggestions.get(id);
  if (!found) return { kind: 'SUGGESTION_UNKNOWN', index };
  if (!found.adopted) return { kind: 'SUGGESTION_NOT_ADOPTED', index };
  const { code, bodies } = found;
  return { subject: subject ?? found.subject, source: { kind: 'SUGGESTION', id, code, bodies }, carriedFrom: null };
}

function ofTicket({ id, subject, index }: Asked<string>, { tickets }: Sources): Named | DeliberationRefusal {
  const found = tickets.get(id);
  if (!found) return { kind: 'TICKET_UNKNOWN', index };
  const { code, bodies } = found;
  return { subject: subject ?? found.title, source: { kind: 'TICKET', id, code, bodies }, carriedFrom: null };
}

/** A deferred item is taken up where it was deferred or above, by one meeting; it keeps what it came from. */
function ofEarlier(
  { id, subject, index }: Asked<Pick<DeferredItem, 'deliberationId' | 'itemId'>>,
  { earlier }: Sources,
): Named | DeliberationRefusal {
  const found = earlier.get(itemKey(id));
  if (!found) return { kind: 'DEFERRED_UNKNOWN', index };
  if (!found.isDeferred) return { kind: 'NOT_DEFERRED', index };
  if (!found.isHere) return { kind: 'DEFERRED_ELSEWHERE', index };
  if (found.carriedTo !== null) return { kind: 'CARRIED_ALREADY', index, name: found.carriedTo };
  const carriedFrom = { deliberationId: id.deliberationId, itemId: id.itemId, code: found.code };
  return { subject: subject ?? found.subject, source: found.source, carriedFrom };
}

function named(request: ItemRequest, index: number, sources: Sources): Named | DeliberationRefusal {
  const { subject, suggestionId, ticketId, deferred } = request;
  if ([suggestionId, ticketId, deferred].filter((source) => source !== null).length > 1) {
    return { kind: 'ONE_SOURCE', index };
  }
  if (suggestionId !== null) return ofSuggestion({ id: suggestionId, subject, index }, sources);
  if (ticketId !== null) return ofTicket({ id: ticketId, subject, index }, sources);
  if (deferred !== null) return ofEarlier({ id: deferred, subject, index }, sources);
  return subject === null ? { kind: 'SUBJECT_NEEDED', index } : { subject, source: null, carriedFrom: null };
}

const isTheSame = (one: Named, { source, carriedFrom }: Named): boolean =>
  (source !== null && one.source?.id === source.id) ||
  (carriedFrom !== null && one.carriedFrom !== null && itemKey(one.carriedFrom) === itemKey(carriedFrom));

type Extended<T> = { readonly rows: readonly T[] } | { readonly refusals: readonly DeliberationRefusal[] };

/** Items added to an agenda; subjects are published with the minutes, so they tell nobody's number. */
export function withItems(
  agenda: readonly AgendaItem[],
  requests: readonly ItemRequest[],
  { sources, added }: { readonly sources: Sources; readonly added: KeyedStep | null },
): Extended<AgendaItem> {
  if (agenda.length + requests.length > MOST.items) {
    return { refusals: [{ kind: 'TOO_MANY', field: 'agenda', most: MOST.items }] };
  }
  const rows = [...agenda];
  const refusals: DeliberationRefusal[] = [];
  for (const [index, request] of requests.entries()) {
    const item = named(request, index, sources);
    if ('kind' in item) refusals.push(item);
    else if (rows.some((row) => isTheSame(row, item))) {
      refusals.push({ kind: 'ON_AGENDA_ALREADY', index });
    } else if (tellsPersonalData(item.subject)) {
      refusals.push({ kind: 'PERSONAL_DATA', field: ['agenda', String(index), 'subject'] });
    } else rows.push({ id: `i${rows.length + 1}`, ...item, added, resolution: null });
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
