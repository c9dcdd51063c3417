import { type AggregateDocument, createAggregateStore, ensureOutboxIndex, type Publisher } from '@gridlink/event-bus';
import { createNewestFirstLists, projectionOf, type Scope } from '@gridlink/subgraph-kit';
import type { Collection, IndexDescription } from 'mongodb';
import type { Connection } from 'mongoose';
import { COUNTING_INDEXES, countedCollection, uncountedSince } from '../../figures/persistence/counted-collection.ts';
import { placedFilter, placedScope } from '../../scope/placed-filter.ts';
import { dueDocuments } from '../../sweeping/due-documents.ts';
import { suggestionDrafts } from '../events/suggestion-events.ts';
import type { SuggestionFilter, SuggestionRepository } from '../use-cases/suggestion-repository.ts';
import {
  ROW,
  type SuggestionDocument,
  suggestionModel,
  toDocument,
  toRow,
  toStored,
  updateBetween,
} from './suggestion-document.ts';

export type MongoSuggestionRepository = SuggestionRepository & {
  /** For the outbox relay. */
  readonly collection: Collection<AggregateDocument>;
  ensureIndexes(): Promise<void>;
};

type Filter = Record<string, unknown>;

/** Above any loader's keys, so that one command brings all. */
const ONE_BATCH = 2_000;

/** One index for each question, named by it. Lists end in the fields of their order. */
const INDEXES: readonly IndexDescription[] = [
  ...COUNTING_INDEXES,
  { name: 'by-code', key: { code: 1 }, unique: true },
  { name: 'received-before', key: { externalKey: 1 }, unique: true, sparse: true },
  { name: 'list', key: { jurisdiction: 1, seenBy: 1, receivedAt: -1, _id: -1 } },
  { name: 'list-of-state', key: { jurisdiction: 1, seenBy: 1, state: 1, receivedAt: -1, _id: -1 } },
  { name: 'list-overdue', key: { jurisdiction: 1, overdueFor: 1, receivedAt: -1, _id: -1 } },
  { name: 'answer-due', key: { nextAlarmAt: 1 }, sparse: true },
];

const given = (field: string, value: unknown): readonly Filter[] => (value === undefined ? [] : [{ [field]: value }]);

/** What came from an instant on, came after the one before it: instants are of milliseconds. */
const justBefore = (from: Date | undefined): Date | null => (from ? new Date(from.getTime() - 1) : null);

function listFilter(scope: Scope, { state, outcome, topic, overdue, division, gridId, answerers }: SuggestionFilter) {
  const conditions = [
    ...given('outcome', outcome),
    ...given('topic', topic),
    ...given('answerer', answerers && { $in: answerers }),
    ...(overdue === false ? [{ overdueFor: { $exists: false } }] : []),
    ...(overdue ? given('state', state) : []),
  ];
  const indexed = overdue || state === undefined ? {} : { state };
  const field = overdue ? 'overdueFor' : 'seenBy';
  return placedFilter(scope, { asked: { division, gridId }, indexed, conditions, field });
}

/** Suggestions in MongoDB: one document each, one write a command. */
export function createSuggestionRepository(
  connection: Connection,
  publisher: Publisher,
  now: () => Date = () => new Date(),
): MongoSuggestionRepository {
  const collection = suggestionModel(connection).collection as unknown as Collection<SuggestionDocument>;
  const aggregates = collection as unknown as Collection<AggregateDocument>;
  const store = createAggregateStore<SuggestionDocument>(collection, publisher);
  const due = dueDocuments(collection, 'nextAlarmAt', ROW);
  const newest = createNewestFirstLists<SuggestionDocument>(collection, now);

  const find = (filter: Filter, projection: object = ROW): Promise<SuggestionDocument[]> =>
    collection.find<SuggestionDocument>(filter, { projection, batchSize: ONE_BATCH }).toArray();

  return {
    collection: aggregates,
    ...countedCollection(collection, { instant: 'receivedAt', projection: ROW, toStored, scopeFilter: placedScope }),
    async insert(suggestion, { now: at, traceparent }) {
      const { state } = suggestion;
      const context = { subject: state.code, now: at, traceparent };
      const result = await store.insert(toDocument(suggestion), suggestionDrafts(state, ['received']), context);
      if (result.kind !== 'DUPLICATE') return 'STORED';
      return result.keys.includes('code') ? 'CODE_TAKEN' : 'SEEN_BEFORE';
    },
    async findByExternalKey(scope, externalKey) {
      const [document] = await find({ ...placedScope(scope), externalKey });
      return document ? toRow(document) : null;
    },
    async findByNumber(scope, code) {
      const { queryCodeHash: _, ...projection } = ROW;
      const [document] = await find({ ...placedScope(scope), code }, projection);
      if (!document) return null;
      const { queryCodeHash, ...rest } = document;
      return { stored: toStored(rest as SuggestionDocument), queryCodeHash };
    },
    async load(scope, id) {
      const [document] = await find({ ...placedScope(scope), _id: id });
      return document ? toStored(document) : null;
    },
    async save({ state, version, sequence }, next, { now: at, traceparent }) {
      const { id, code, jurisdiction, division } = state;
      const result = await store.update(
        { _id: id, version, sequence, jurisdiction, division },
        uncountedSince(updateBetween(state, next.state), at),
        {
          drafts: suggestionDrafts(next.state, next.verbs),
          context: { subject: code, now: at, traceparent },
        },
      );
      return result.kind === 'STORED' ? 'STORED' : 'MOVED';
    },
    rowsById: async (scope, ids, fields) =>
      (await find({ ...placedScope(scope), _id: { $in: ids } }, projectionOf(fields, ROW))).map(toRow),
    list: async (scope, { filter, page, fields }) => {
      const projection = projectionOf(fields, ROW);
      const { receivedFrom, receivedTo } = filter;
      const stretch = { since: justBefore(receivedFrom), before: receivedTo ?? null };
      const list = { filter: listFilter(scope, filter), by: 'receivedAt', page, projection, ...stretch };
      return (await newest(list)).map(toRow);
    },
    async claimDue(scope, at, until) {
      const claimed = await due.claim(placedScope(scope), at, until);
      return claimed ? toStored(claimed) : null;
    },
    countDue: (scope, at, most) => due.count(placedScope(scope), at, most),
    async ensureIndexes() {
      await collection.createIndexes([...INDEXES]);
      await ensureOutboxIndex(aggregates);
    },
  };
}
