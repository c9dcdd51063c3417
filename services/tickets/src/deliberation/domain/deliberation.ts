import type { KeyedStep } from '../../ticket/domain/step.ts';

/** CONVENED until attendance is recorded, IN_SESSION until the minutes are published. */
export const DELIBERATION_STATES = ['CONVENED', 'IN_SESSION', 'PUBLISHED', 'CANCELLED'] as const;
export type DeliberationState = (typeof DELIBERATION_STATES)[number];

/** 达成一致, 未达成一致, 暂缓. */
export type ResolutionOutcome = 'AGREED' | 'NOT_AGREED' | 'DEFERRED';

export type Votes = { readonly for: number; readonly against: number; readonly abstained: number };

/** Something a resolution has done: it becomes a ticket. */
export type ResolvedAction = { readonly title: string; readonly text: string; readonly address: string };

/** How an item ended; its words are the step's. */
export type Resolution = {
  readonly step: KeyedStep;
  readonly outcome: ResolutionOutcome;
  /** Null: by consensus. */
  readonly votes: Votes | null;
  readonly actions: readonly ResolvedAction[];
};

/** Where an item of the agenda comes from; null where it is new. */
export type ItemSource = {
  readonly kind: 'SUGGESTION' | 'TICKET';
  readonly id: string;
  readonly code: string;
  /** Who had it in hand then, and is told of what becomes of it. */
  readonly bodies: readonly string[];
};

/** An item of an earlier meeting that was deferred there. */
export type DeferredItem = { readonly deliberationId: string; readonly itemId: string; readonly code: string };

export type AgendaItem = {
  /** `i1`, `i2`, … */
  readonly id: string;
  readonly subject: string;
  readonly source: ItemSource | null;
  /** The deferred item that it takes up again. */
  readonly carriedFrom: DeferredItem | null;
  /** How it came on the agenda after the meeting was convened. */
  readonly added: KeyedStep | null;
  readonly resolution: Resolution | null;
};

export type AttendeeKind = 'RESIDENT' | 'STAFF' | 'BODY';

/** A resident by name or number, a worker, or a body; invited, or come unasked. */
export type Attendee = {
  /** `p1`, `p2`, … */
  readonly id: string;
  readonly kind: AttendeeKind;
  /** Of a body. */
  readonly organization: string | null;
  /** Of a worker. */
  readonly person: string | null;
  /** Of a resident: the name or number, masked and sealed. */
  readonly masked: string | null;
  readonly sealed: string | null;
  readonly invited: boolean;
  readonly presentAt: Date | null;
};

/** Who was invited after the meeting was convened, by the attendees' ids. */
export type Invitation = { readonly step: KeyedStep; readonly attendees: readonly string[] };

export type Postponement = { readonly step: KeyedStep; readonly from: Date; readonly to: Date };

/** What is published of a meeting: no names, no contacts. Its canonical JSON is what the hash is made of. */
export type PublishedMinutes = {
  readonly code: string;
  readonly division: string;
  readonly gridCode: string | null;
  readonly title: string;
  readonly venue: string;
  /** Instants in ISO 8601. */
  readonly startsAt: string;
  readonly publishedAt: string;
  readonly present: { readonly residents: number; readonly staff: number; readonly bodies: number };
  readonly summary: string;
  readonly items: readonly {
    readonly id: string;
    readonly subject: string;
    readonly outcome: ResolutionOutcome;
    readonly votes: Votes | null;
    readonly words: string;
  }[];
};

export type Minutes = {
  readonly step: KeyedStep;
  readonly publishedAt: Date;
  readonly published: PublishedMinutes;
  /** SHA-256 over `<code>|<canonical JSON of what is published>` (RFC 8785), lower-case hex. */
  readonly hash: string;
};

/** A meeting of a community or grid (小院议事厅, ZZ19; 民主议事协商, JS9). */
export type Deliberation = {
  readonly id: string;
  /** `D` and 22 digits. */
  readonly code: string;
  readonly jurisdiction: string;
  readonly division: string;
  /** All divisions above, highest first, `division` included. */
  readonly areas: readonly string[];
  readonly gridId: string | null;
  readonly gridCode: string | null;
  readonly title: string;
  readonly venue: string;
  readonly startsAt: Date;
  readonly convened: KeyedStep;
  readonly convenedAt: Date;
  readonly state: DeliberationState;
  readonly agenda: readonly AgendaItem[];
  readonly attendees: readonly Attendee[];
  readonly invitations: readonly Invitation[];
  readonly postponements: readonly Postponement[];
  readonly cancelled: KeyedStep | null;
  readonly minutes: Minutes | null;
};

/** The most a meeting holds: a document stays small. */
export const MOST = { items: 30, attendees: 300, actions: 10, postponements: 20 } as const;

export const presentOf = ({ attendees }: Pick<Deliberation, 'attendees'>): readonly Attendee[] =>
  attendees.filter(({ presentAt }) => presentAt !== null);

/** Who was invited and who came: of invitations, how many were followed. */
export function turnoutOf({ attendees }: Pick<Deliberation, 'attendees'>) {
  const count = (isMeant: (attendee: Attendee) => boolean): number => attendees.filter(isMeant).length;
  const came = ({ presentAt }: Attendee): boolean => presentAt !== null;
  const invitedPresent = count((attendee) => attendee.invited && came(attendee));
  const invited = count((attendee) => attendee.invited);
  const present = count(came);
  return { invited, invitedPresent, absent: invited - invitedPresent, uninvited: present - invitedPresent, present };
}

/** Names an item among those of all meetings. */
export const itemKey = ({ deliberationId, itemId }: Pick<DeferredItem, 'deliberationId' | 'itemId'>): string =>
  `${deliberationId}|${itemId}`;

/** Organizations that are invited, or came. */
export const attendingBodies = ({ attendees }: Pick<Deliberation, 'attendees'>): readonly string[] => [
  ...new Set(attendees.flatMap(({ organization }) => organization ?? [])),
];

/** People invited as staff, by their ids: all up to an instant, and those of an invitation at that very instant. */
export function staffInvited({ attendees, invitations }: Pick<Deliberation, 'attendees' | 'invitations'>, at: Date) {
  const later = new Map(
    invitations.flatMap(({ step, attendees: ids }) => ids.map((id) => [id, step.at.getTime()] as const)),
  );
  const staff = attendees.flatMap(({ id, kind, person, invited }) =>
    kind === 'STAFF' && invited && person !== null ? [{ person, since: later.get(id) ?? 0 }] : [],
  );
  const personsOf = (isMeant: (since: number) => boolean): readonly string[] =>
    staff.filter(({ since }) => isMeant(since)).map(({ person }) => person);
  return { all: personsOf((since) => since <= at.getTime()), now: personsOf((since) => since === at.getTime()) };
}

/** Organizations with a part in it: theirs too who had in hand what an item comes from. */
export const bodiesOf = (state: Pick<Deliberation, 'attendees' | 'agenda'>): readonly string[] => [
  ...new Set([...attendingBodies(state), ...state.agenda.flatMap(({ source }) => source?.bodies ?? [])]),
];

/** Divisions, grid and organizations whose people may see it. */
export const seenBy = (state: Deliberation): readonly string[] => [
  ...new Set([...state.areas, ...(state.gridId === null ? [] : [state.gridId]), ...bodiesOf(state)]),
];

/** What its tickets say they came of: `i2.1` is the first action of the second item. */
export const partOf = (itemId: string, action: number): string => `${itemId}.${action + 1}`;

/** Whether a resolution has tickets at all. */
export const hasActions = ({ agenda }: Pick<Deliberation, 'agenda'>): boolean =>
  agenda.some(({ resolution }) => (resolution?.actions.length ?? 0) > 0);
