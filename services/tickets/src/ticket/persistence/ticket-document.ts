import type { AggregateDocument, StoreFields } from '@gridlink/event-bus';
import type { UpdateFilter } from 'mongodb';
import { type Connection, Schema } from 'mongoose';
import { COUNTING_MARKS, type CountingMarks, NO_COUNTING_MARKS } from '../../figures/persistence/counted-collection.ts';
import { writeBetween } from '../../sweeping/write-between.ts';
import { NO_PARTS } from '../domain/parts.ts';
import type { TicketState } from '../domain/ticket.ts';
import type { StoredTicket, TicketRow } from '../use-cases/ticket-repository.ts';
import { type DerivedFields, deriveFields } from './derived-fields.ts';

/** A ticket as it is stored: its whole state, what it is searched by, and what opens it to its reporter. */
export type TicketDocument = AggregateDocument &
  Omit<TicketState, 'id'> &
  DerivedFields &
  CountingMarks & {
    /** `<jurisdiction>|<source>|<external id>`: the same report twice is one ticket. */
    readonly externalKey?: string;
    /** Which sweeper's claim last had its alarms in hand. */
    readonly alarmClaim?: string;
    readonly queryCodeHash: string;
    /** Number that the query code was given out with, where that was another one: the ticket was taken over. */
    readonly queryCodeOf?: string;
  };

const { Mixed } = Schema.Types;

/** Reads are typed by TicketDocument and lean; writes go through the aggregate store. The schema names and casts what queries may filter by. */
const ticketSchema = new Schema<TicketDocument>(
  {
    _id: { type: String, required: true },
    code: String,
    jurisdiction: String,
    division: String,
    areas: [String],
    gridId: String,
    gridCode: String,
    source: String,
    channel: String,
    title: String,
    text: String,
    contentSalt: String,
    place: Mixed,
    topic: String,
    item: { code: String, id: String, title: String, _id: false },
    condition: Mixed,
    severity: String,
    stage: String,
    round: Number,
    holder: String,
    reporter: Mixed,
    assignments: [Mixed],
    deadlines: [Mixed],
    timeRequests: [Mixed],
    jointCases: [Mixed],
    consultations: [Mixed],
    mediations: [Mixed],
    fieldChecks: [Mixed],
    emergencies: [Mixed],
    failedVerifications: [Mixed],
    appeals: [Mixed],
    privateNotes: [Mixed],
    handOvers: [Mixed],
    redactionRequests: [Mixed],
    mergedInto: String,
    legalRoute: String,
    supervisions: [Mixed],
    referrals: [Mixed],
    feedback: String,
    falseClosures: Number,
    foundAt: Date,
    origin: Mixed,
    reportedAt: Date,
    closedAt: Date,
    timeline: [Mixed],
    seenBy: [String],
    waitsFor: [String],
    lateFor: [String],
    supervisedFor: [String],
    words: [String],
    late: Boolean,
    dueAt: Date,
    nextAlarmAt: Date,
    unlocatedIn: String,
    openIn: String,
    exceptions: [String],
    cells: [String],
    handedInCells: [String],
    fileIds: [String],
    privateFileIds: [String],
    digests: [String],
    grewOn: [String],
    transfers: [Mixed],
    offeredTo: String,
    handOverAt: Date,
    redactionAskedOf: [String],
    redactionAskedAt: Date,
    queryCodeOf: String,
    externalKey: String,
    ...COUNTING_MARKS,
    alarmClaim: String,
    queryCodeHash: String,
    version: Number,
    sequence: Number,
  },
  { collection: 'tickets', versionKey: false, id: false, strict: true, strictQuery: 'throw' },
);

export const ticketModel = (connection: Connection) => connection.model<TicketDocument>('Ticket', ticketSchema);

/** What a list leaves in the database: the long and the internal. */
export const ROW = {
  timeline: 0,
  outbox: 0,
  pendingSince: 0,
  words: 0,
  seenBy: 0,
  waitsFor: 0,
  lateFor: 0,
  supervisedFor: 0,
  cells: 0,
  handedInCells: 0,
  fileIds: 0,
  privateFileIds: 0,
  digests: 0,
  openIn: 0,
  exceptions: 0,
  grewOn: 0,
  offeredTo: 0,
  handOverAt: 0,
  redactionAskedOf: 0,
  redactionAskedAt: 0,
  queryCodeOf: 0,
  queryCodeHash: 0,
  externalKey: 0,
  ...NO_COUNTING_MARKS,
  alarmClaim: 0,
} as const;
/** What a command does not need to read. */
export const WHOLE = { outbox: 0, pendingSince: 0, words: 0, alarmClaim: 0 } as const;

/** What a ticket stored by an earlier version does not have yet. */
function withLaterParts<Stored extends Partial<Pick<TicketState, 'assignments'>>>(stored: Stored) {
  const assignments = stored.assignments?.map((assignment) => ({ ...NEW_ASSIGNMENT_PARTS, ...assignment })) ?? [];
  const later = { legalRoute: null, mergedInto: null, condition: null, contentSalt: null };
  return { ...NO_PARTS, ...later, ...stored, assignments };
}

const NEW_ASSIGNMENT_PARTS = { milestones: [], boundBy: null, exception: null } as const;

export const toRow = ({ _id, sequence: _, ...row }: TicketDocument): TicketRow =>
  ({ ...withLaterParts(row), id: _id }) as TicketRow;

export const toStored = (document: TicketDocument): StoredTicket => ({
  state: toState(document),
  version: document.version,
  sequence: document.sequence,
});

/** First document of a ticket. */
export const toDocument = (
  { id, ...state }: TicketState,
  keys: {
    readonly externalKey: string | null;
    readonly queryCodeHash: string;
    readonly queryCodeOf?: string;
    readonly now: Date;
  },
): Omit<TicketDocument, StoreFields> => ({
  _id: id,
  ...state,
  ...deriveFields({ id, ...state }),
  queryCodeHash: keys.queryCodeHash,
  uncountedSince: keys.now,
  ...(keys.queryCodeOf === undefined ? {} : { queryCodeOf: keys.queryCodeOf }),
  ...(keys.externalKey === null ? {} : { externalKey: keys.externalKey }),
});

const DERIVED_KEYS: ReadonlySet<string> = new Set<keyof DerivedFields>([
  'seenBy',
  'waitsFor',
  'lateFor',
  'supervisedFor',
  'words',
  'late',
  'dueAt',
  'nextAlarmAt',
  'unlocatedIn',
  'openIn',
  'exceptions',
  'cells',
  'handedInCells',
  'fileIds',
  'privateFileIds',
  'digests',
  'grewOn',
  'offeredTo',
  'handOverAt',
  'redactionAskedOf',
  'redactionAskedAt',
]);

const STORED_APART: ReadonlySet<string> = new Set([
  ...DERIVED_KEYS,
  'outbox',
  'pendingSince',
  'version',
  'sequence',
  'externalKey',
  'queryCodeHash',
  ...Object.keys(COUNTING_MARKS),
  'alarmClaim',
  'queryCodeOf',
]);

/** The state inside a document. */
export function toState({ _id, ...document }: TicketDocument): TicketState {
  const state = Object.fromEntries(
    Object.entries(document).filter(([key]) => !STORED_APART.has(key)),
  ) as Partial<TicketState>;
  return { ...withLaterParts(state), id: _id } as TicketState;
}

/** A redaction is the one thing that touches entries that are there. */
const isRewritten = (before: TicketState, after: TicketState): boolean =>
  before.timeline.some((entry, index) => entry !== after.timeline[index]);

/** The one write from a state to the next; new entries of the timeline are pushed. */
export function updateBetween(before: TicketState, after: TicketState): UpdateFilter<TicketDocument> {
  const rewritten = isRewritten(before, after);
  const besides = rewritten ? [['timeline', after.timeline] as const] : [];
  const written = writeBetween(before, after, { derive: deriveFields, apart: ['timeline'], besides });
  const grown = { timeline: { $each: after.timeline.slice(before.timeline.length) } };
  return { ...written, ...(rewritten ? {} : { $push: grown }) } as UpdateFilter<TicketDocument>;
}
