import { type AggregateDocument, createAggregateStore, ensureOutboxIndex, type Publisher } from '@gridlink/event-bus';
import {
  createNewestFirst,
  NOTHING,
  type PageRequest,
  projectionOf,
  type ReadFields,
  type SortField,
} from '@gridlink/subgraph-kit';
import type { Collection, IndexDescription } from 'mongodb';
import type { Connection } from 'mongoose';
import { placedBesides, placedFilter, placedScope } from '../../scope/placed-filter.ts';
import { leaseEnd } from '../../sweeping/leased-sweeper.ts';
import { pageFrom } from '../../ticket/persistence/ticket-filter.ts';
import { deliberationDrafts } from '../events/deliberation-events.ts';
import type { DeliberationRepository, DeliberationRow } from '../use-cases/deliberation-repository.ts';
import {
  type DeliberationDocument,
  deliberationModel,
  ROW,
  toDocument,
  toRow,
  toStored,
  updateBetween,
} from './deliberation-document.ts';

export type MongoDeliberationRepository = DeliberationRepository & {
  /** For the outbox relay. */
  readonly collection: Collection<AggregateDocument>;
  ensureIndexes(): Promise<void>;
};

type Filter = Record<string, unknown>;
type Instant = 'convenedAt' | 'publishedAt';

/** Above any page and any loader's keys, so that one command brings all. */
const ONE_BATCH = 2_000;

/** One index for each question, named by it. Lists end in the fields of their order. */
const INDEXES: readonly IndexDescription[] = [
  { name: 'by-code', key: { code: 1 }, unique: true },
  { name: 'convened-before', key: { externalKey: 1 }, unique: true, sparse: true },
  { name: 'list', key: { jurisdiction: 1, seenBy: 1, convenedAt: -1, _id: -1 } },
  { name: 'list-of-state', key: { jurisdiction: 1, seenBy: 1, state: 1, convenedAt: -1, _id: -1 } },
  { name: 'published', key: { publishedIn: 1, publishedAt: -1, _id: -1 }, sparse: true },
  { name: 'about', key: { about: 1, _id: 1 }, sparse: true },
  { name: 'tickets-due', key: { ticketsDueAt: 1 }, sparse: true },
];

const newestBy = (instant: Instant): readonly SortField[] => [
  [instant, -1, 'INSTANT'],
  ['_id', -1],
];

/** Deliberations as they are read. */
function reads(collection: Collection<DeliberationDocument>, now: () => Date) {
  const lists = createNewestFirst();

  const find = (filter: Filter, projection: object = ROW): Promise<DeliberationDocument[]> =>
    collection.find<DeliberationDocument>(filter, { projection, batchSize: ONE_BATCH }).toArray();

  type Page = { readonly page: PageRequest; readonly fields?: ReadFields; readonly by: Instant };
  const list = async (filter: Filter, { page, fields, by }: Page): Promise<readonly DeliberationRow[]> => {
    if (filter === NOTHING) return [];
    const limit = page.limit + 1;
    const projection = projectionOf(fields, ROW);
    const [after] = page.after ?? [];
    const until = after instanceof Date ? after : now();
    const read = async (from: Date | null): Promise<readonly DeliberationRow[]> => {
      const within = from ? { ...filter, [by]: { $gte: from } } : filter;
      const query = pageFrom(within, newestBy(by), page.after);
      const sort = { [by]: -1, _id: -1 } as const;
      const rows = collection.find<DeliberationDocument>(query, { projection, sort, limit, batchSize: ONE_BATCH });
      return (await rows.toArray()).map(toRow);
    };
    const instantOf = ({ convenedAt, minutes }: DeliberationRow): Date =>
      by === 'publishedAt' && minutes !== null ? minutes.publishedAt : convenedAt;
    return lists.page({ key: JSON.stringify(filter), rows: limit, until }, { read, instantOf });
  };
  return { find, list };
}

/** Deliberations in MongoDB: one document each, one write a command. */
export function createDeliberationRepository(
  connection: Connection,
  publisher: Publisher,
  now: () => Date = () => new Date(),
): MongoDeliberationRepository {
  const collection = deliberationModel(connection).collection as unknown as Collection<DeliberationDocument>;
  const aggregates = collection as unknown as Collection<AggregateDocument>;
  const store = createAggregateStore<DeliberationDocument>(collection, publisher);
  const { find, list } = reads(collection, now);
  return {
    collection: aggregates,
    async insert({ state, externalKey }, { now: at, traceparent }) {
      const context = { subject: state.code, now: at, traceparent };
      const result = await store.insert(
        toDocument(state, externalKey),
        deliberationDrafts(state, ['convened']),
        context,
      );
      if (result.kind !== 'DUPLICATE') return 'STORED';
      return result.keys.includes('code') ? 'CODE_TAKEN' : 'SEEN_BEFORE';
    },
    async findByExternalKey(scope, externalKey) {
      const [document] = await find({ ...placedScope(scope), externalKey });
      return document ? toRow(document) : null;
    },
    async load(scope, id) {
      const [document] = await find({ ...placedScope(scope), _id: id });
      return document ? toStored(document) : null;
    },
    async save({ state, version, sequence }, next, { now: at, traceparent }) {
      const { id, code, jurisdiction, division } = state;
      const result = await store.update(
        { _id: id, version, sequence, jurisdiction, division },
        updateBetween(state, next.state, leaseEnd(at)),
        {
          drafts: deliberationDrafts(next.state, next.verbs),
          context: { subject: code, now: at, traceparent },
        },
      );
      return result.kind === 'STORED' ? 'STORED' : 'MOVED';
    },
    rowsById: async (scope, ids, fields) =>
      (await find({ ...placedScope(scope), _id: { $in: ids } }, projectionOf(fields, ROW))).map(toRow),
    about: async (scope, sourceIds) =>
      (await find({ about: { $in: sourceIds }, ...placedBesides(scope) }))
        .map(toRow)
        .toSorted((a, b) => a.convenedAt.getTime() - b.convenedAt.getTime()),
    list(scope, { filter: { state, division, gridId }, page, fields }) {
      const indexed = state === undefined ? {} : { state };
      const filter = placedFilter(scope, { asked: { division, gridId }, indexed });
      return list(filter, { page, by: 'convenedAt', fields });
    },
    published: (place, page) => list({ publishedIn: place }, { page, by: 'publishedAt' }),
    async claimUnraised(scope, at, until) {
      // Moving the instant is the lease: the index itself hides what another sweeper has in hand, and shows it again if that one dies.
      const claimed = await collection.findOneAndUpdate(
        { ...placedScope(scope), ticketsDueAt: { $lte: at } },
        { $set: { ticketsDueAt: until } },
        { sort: { ticketsDueAt: 1 }, projection: ROW, returnDocument: 'after' },
      );
      return claimed ? toStored(claimed as DeliberationDocument) : null;
    },
    countUnraised: (scope, at, most) =>
      collection.countDocuments({ ...placedScope(scope), ticketsDueAt: { $lte: at } }, { limit: most }),
    async markRaised(id) {
      // Beside the state, which tickets do not change: no version moves.
      await collection.updateOne({ _id: id }, { $unset: { ticketsDueAt: '' } });
    },
    async ensureIndexes() {
      await collection.createIndexes([...INDEXES]);
      await ensureOutboxIndex(aggregates);
    },
  };
}
