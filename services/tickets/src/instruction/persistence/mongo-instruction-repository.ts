import { type AggregateDocument, createAggregateStore, ensureOutboxIndex, type Publisher } from '@gridlink/event-bus';
import { createNewestFirstLists, type PageRequest, projectionOf, type ReadFields } from '@gridlink/subgraph-kit';
import type { Collection, IndexDescription } from 'mongodb';
import type { Connection } from 'mongoose';
import { dueDocuments } from '../../sweeping/due-documents.ts';
import { instructionDrafts } from '../events/instruction-events.ts';
import type { InstructionRepository, InstructionRow } from '../use-cases/instruction-repository.ts';
import {
  askedTokens,
  type InstructionDocument,
  instructionModel,
  ROW,
  toDocument,
  toRow,
  toStored,
  updateBetween,
} from './instruction-document.ts';
import { receivedFilter, scopeFilter, sentFilter } from './instruction-filter.ts';

export type MongoInstructionRepository = InstructionRepository & {
  /** For the outbox relay. */
  readonly collection: Collection<AggregateDocument>;
  ensureIndexes(): Promise<void>;
};

type Filter = Record<string, unknown>;
type ListRequest = { readonly page: PageRequest; readonly fields?: ReadFields };

/** Above any loader's keys, so that one command brings all. */
const ONE_BATCH = 2_000;

/** One index for each question, named by it. Lists end in the fields of their order. */
const INDEXES: readonly IndexDescription[] = [
  { name: 'issued-before', key: { issueKey: 1 }, unique: true, sparse: true },
  { name: 'received', key: { jurisdiction: 1, inbox: 1, issuedAt: -1, _id: -1 } },
  { name: 'sent', key: { jurisdiction: 1, areas: 1, issuedAt: -1, _id: -1 } },
  { name: 'sent-of-state', key: { jurisdiction: 1, areas: 1, state: 1, issuedAt: -1, _id: -1 } },
  { name: 'sent-overdue', key: { overdueFor: 1, issuedAt: -1, _id: -1 }, sparse: true },
  { name: 'acknowledgement-due', key: { nextAlarmAt: 1 }, sparse: true },
];

/** Instructions in MongoDB: one document each with all its receipts, one write a command. */
export function createInstructionRepository(
  connection: Connection,
  publisher: Publisher,
  now: () => Date = () => new Date(),
): MongoInstructionRepository {
  const collection = instructionModel(connection).collection as unknown as Collection<InstructionDocument>;
  const aggregates = collection as unknown as Collection<AggregateDocument>;
  const store = createAggregateStore<InstructionDocument>(collection, publisher);
  const due = dueDocuments(collection, 'nextAlarmAt', ROW);
  const newest = createNewestFirstLists<InstructionDocument>(collection, now);

  const find = (filter: Filter, projection: object = ROW): Promise<InstructionDocument[]> =>
    collection.find<InstructionDocument>(filter, { projection, batchSize: ONE_BATCH }).toArray();

  const list = async (filter: Filter, { page, fields }: ListRequest): Promise<readonly InstructionRow[]> =>
    (await newest({ filter, by: 'issuedAt', page, projection: projectionOf(fields, ROW) })).map(toRow);

  return {
    collection: aggregates,
    async insert({ state, announcements, issueKey }, { now: at, traceparent }) {
      const context = { subject: state.id, now: at, traceparent };
      const result = await store.insert(toDocument(state, issueKey), instructionDrafts(state, announcements), context);
      return result.kind === 'STORED' ? 'STORED' : 'SEEN_BEFORE';
    },
    async findByIssueKey(scope, issueKey) {
      const [document] = await find({ ...scopeFilter(scope), issueKey });
      return document ? toRow(document) : null;
    },
    async load(scope, id) {
      const [document] = await find({ ...scopeFilter(scope), _id: id });
      return document ? toStored(document) : null;
    },
    async save({ state, version, sequence }, next, { now: at, traceparent }) {
      const { id, jurisdiction, division } = state;
      const result = await store.update(
        { _id: id, version, sequence, jurisdiction, division },
        updateBetween(state, next.state),
        {
          drafts: instructionDrafts(next.state, next.announcements),
          context: { subject: id, now: at, traceparent },
        },
      );
      return result.kind === 'STORED' ? 'STORED' : 'MOVED';
    },
    rowsById: async (scope, ids, fields) =>
      (await find({ ...scopeFilter(scope), _id: { $in: ids } }, projectionOf(fields, ROW))).map(toRow),
    received: (scope, asked) => list(receivedFilter(scope, asked.filter), asked),
    sent: (scope, asked) => list(sentFilter(scope, asked.filter), asked),
    async askedOf(scope, { jurisdiction, organization }, most) {
      const filter = { ...scopeFilter(scope), jurisdiction, inbox: { $in: askedTokens(organization) } };
      const rows = await collection.find(filter, { projection: { _id: 1 }, limit: most }).toArray();
      return rows.map(({ _id }) => _id);
    },
    async claimDue(scope, at, until) {
      const claimed = await due.claim(scopeFilter(scope), at, until);
      return claimed ? toStored(claimed) : null;
    },
    countDue: (scope, at, most) => due.count(scopeFilter(scope), at, most),
    async ensureIndexes() {
      await collection.createIndexes([...INDEXES]);
      await ensureOutboxIndex(aggregates);
    },
  };
}
