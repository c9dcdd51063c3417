import type { AggregateDocument, StoreFields } from '@gridlink/event-bus';
import type { UpdateFilter } from 'mongodb';
import { type Connection, Schema } from 'mongoose';
import { COUNTING_MARKS, type CountingMarks, NO_COUNTING_MARKS } from '../../figures/persistence/counted-collection.ts';
import { writeBetween } from '../../sweeping/write-between.ts';
import { bodiesOf, lastAnswer, type Suggestion, seenBy } from '../domain/suggestion.ts';
import { isOwed } from '../domain/suggestion-table.ts';
import type { StoredSuggestion, SuggestionRow, SuggestionToStore } from '../use-cases/suggestion-repository.ts';

/** What a suggestion is searched by. */
type DerivedFields = {
  readonly seenBy: readonly string[];
  readonly bodies: readonly string[];
  /** Who sees it, while an answer is overdue. */
  readonly overdueFor?: readonly string[];
  /** Of the last answer. */
  readonly outcome?: string;
  readonly nextAlarmAt?: Date;
};

type Keys = {
  readonly externalKey?: string;
  readonly queryCodeHash: string;
};

export type SuggestionDocument = AggregateDocument & Omit<Suggestion, 'id'> & DerivedFields & CountingMarks & Keys;

const { Mixed } = Schema.Types;

/** Reads are lean; writes go through the aggregate store. The schema names what is stored. */
const suggestionSchema = new Schema<SuggestionDocument>(
  {
    _id: { type: String, required: true },
    code: String,
    jurisdiction: String,
    division: String,
    areas: [String],
    gridId: String,
    gridCode: String,
    center: String,
    subject: String,
    text: String,
    place: Mixed,
    topic: String,
    suggester: Mixed,
    takenBy: Mixed,
    receivedAt: Date,
    limit: Mixed,
    answerBy: Date,
    overdueAt: Date,
    state: String,
    answerer: String,
    handOns: [Mixed],
    answers: [Mixed],
    redactions: [Mixed],
    seenBy: [String],
    bodies: [String],
    overdueFor: [String],
    outcome: String,
    nextAlarmAt: Date,
    externalKey: String,
    queryCodeHash: String,
    ...COUNTING_MARKS,
    version: Number,
    sequence: Number,
  },
  { collection: 'suggestions', versionKey: false, id: false, strict: true, strictQuery: 'throw' },
);

export const suggestionModel = (connection: Connection) =>
  connection.model<SuggestionDocument>('Suggestion', suggestionSchema);

/** What a reader of suggestions does not need. */
export const ROW = {
  outbox: 0,
  pendingSince: 0,
  seenBy: 0,
  bodies: 0,
  overdueFor: 0,
  outcome: 0,
  nextAlarmAt: 0,
  externalKey: 0,
  ...NO_COUNTING_MARKS,
  queryCodeHash: 0,
} as const;

function deriveFields(state: Suggestion): DerivedFields {
  const owed = isOwed(state.state);
  const outcome = lastAnswer(state)?.outcome;
  const isWaiting = owed && state.overdueAt === null && state.answerBy !== null;
  return {
    seenBy: seenBy(state),
    bodies: bodiesOf(state),
    ...(owed && state.overdueAt !== null ? { overdueFor: seenBy(state) } : {}),
    ...(outcome === undefined ? {} : { outcome }),
    // The due instant itself is still on time.
    ...(isWaiting ? { nextAlarmAt: new Date((state.answerBy as Date).getTime() + 1) } : {}),
  };
}

export function toDocument({
  state: { id, ...state },
  externalKey,
  queryCodeHash,
}: SuggestionToStore): Omit<SuggestionDocument, StoreFields> {
  const keys = { queryCodeHash, uncountedSince: state.receivedAt, ...(externalKey === null ? {} : { externalKey }) };
  return { _id: id, ...state, ...deriveFields({ id, ...state }), ...keys };
}

export const toRow = ({ _id, sequence: _, ...row }: SuggestionDocument): SuggestionRow =>
  ({ ...row, id: _id }) as SuggestionRow;

export const toStored = ({ _id, version, sequence, ...state }: SuggestionDocument): StoredSuggestion => ({
  state: { ...state, id: _id } as Suggestion,
  version,
  sequence,
});

/** The one write from a state to the next. */
export const updateBetween = (before: Suggestion, after: Suggestion) =>
  writeBetween(before, after, { derive: deriveFields }) as UpdateFilter<SuggestionDocument>;
