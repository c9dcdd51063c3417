import type { AggregateDocument, StoreFields } from '@gridlink/event-bus';
import type { UpdateFilter } from 'mongodb';
import { type Connection, Schema } from 'mongoose';
import { COUNTING_MARKS, type CountingMarks, NO_COUNTING_MARKS } from '../../figures/persistence/counted-collection.ts';
import { writeBetween } from '../../sweeping/write-between.ts';
import { bodiesOf, type Deliberation, hasActions, itemKey, seenBy } from '../domain/deliberation.ts';
import type { DeliberationRow, StoredDeliberation } from '../use-cases/deliberation-repository.ts';

/** What a deliberation is searched by. */
type DerivedFields = {
  readonly seenBy: readonly string[];
  readonly bodies: readonly string[];
  /** Suggestions, tickets and deferred items that its items come from. */
  readonly about?: readonly string[];
  /** Deferred items that it takes up, and no other meeting does; absent once it is cancelled. */
  readonly carries?: readonly string[];
  /** Divisions and grid whose residents read its minutes, once they are published. */
  readonly publishedIn?: readonly string[];
  readonly publishedAt?: Date;
};

export type DeliberationDocument = AggregateDocument &
  Omit<Deliberation, 'id'> &
  DerivedFields &
  CountingMarks & {
    readonly externalKey?: string;
    /** From when on a sweeper makes the tickets that nobody finished; absent where there are none, or all are made. */
    readonly ticketsDueAt?: Date;
  };

const { Mixed } = Schema.Types;

/** Reads are lean; writes go through the aggregate store. The schema names what is stored. */
const deliberationSchema = new Schema<DeliberationDocument>(
  {
    _id: { type: String, required: true },
    code: String,
    jurisdiction: String,
    division: String,
    areas: [String],
    gridId: String,
    gridCode: String,
    title: String,
    venue: String,
    startsAt: Date,
    convened: Mixed,
    convenedAt: Date,
    state: String,
    agenda: [Mixed],
    attendees: [Mixed],
    invitations: [Mixed],
    postponements: [Mixed],
    cancelled: Mixed,
    minutes: Mixed,
    seenBy: [String],
    bodies: [String],
    about: [String],
    carries: [String],
    publishedIn: [String],
    publishedAt: Date,
    externalKey: String,
    ticketsDueAt: Date,
    ...COUNTING_MARKS,
    version: Number,
    sequence: Number,
  },
  { collection: 'deliberations', versionKey: false, id: false, strict: true, strictQuery: 'throw' },
);

export const deliberationModel = (connection: Connection) =>
  connection.model<DeliberationDocument>('Deliberation', deliberationSchema);

/** What a reader of deliberations does not need. */
export const ROW = {
  outbox: 0,
  pendingSince: 0,
  seenBy: 0,
  bodies: 0,
  about: 0,
  carries: 0,
  publishedIn: 0,
  publishedAt: 0,
  externalKey: 0,
  ...NO_COUNTING_MARKS,
  ticketsDueAt: 0,
} as const;

function deriveFields(state: Deliberation): DerivedFields {
  const carries = state.agenda.flatMap(({ carriedFrom }) => (carriedFrom === null ? [] : itemKey(carriedFrom)));
  const about = [...state.agenda.flatMap(({ source }) => source?.id ?? []), ...carries];
  const { minutes, areas, gridId } = state;
  return {
    seenBy: seenBy(state),
    bodies: bodiesOf(state),
    ...(about.length === 0 ? {} : { about }),
    ...(carries.length === 0 || state.state === 'CANCELLED' ? {} : { carries }),
    ...(minutes === null
      ? {}
      : { publishedIn: [...areas, ...(gridId === null ? [] : [gridId])], publishedAt: minutes.publishedAt }),
  };
}

export const toDocument = (
  { id, ...state }: Deliberation,
  externalKey: string | null,
): Omit<DeliberationDocument, StoreFields> => ({
  _id: id,
  ...state,
  ...deriveFields({ id, ...state }),
  uncountedSince: state.convenedAt,
  ...(externalKey === null ? {} : { externalKey }),
});

export const toRow = ({ _id, sequence: _, ...row }: DeliberationDocument): DeliberationRow =>
  ({ ...row, id: _id }) as DeliberationRow;

export const toStored = ({ _id, version, sequence, ...state }: DeliberationDocument): StoredDeliberation => ({
  state: { ...state, id: _id } as Deliberation,
  version,
  sequence,
});

/** The one write from a state to the next. Minutes with actions owe their tickets from `dueAt` on. */
export function updateBetween(
  before: Deliberation,
  after: Deliberation,
  dueAt: Date,
): UpdateFilter<DeliberationDocument> {
  const owes = before.minutes === null && after.minutes !== null && hasActions(after);
  const besides = owes ? [['ticketsDueAt', dueAt] as const] : [];
  return writeBetween(before, after, { derive: deriveFields, besides }) as UpdateFilter<DeliberationDocument>;
}
