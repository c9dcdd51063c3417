import { type AggregateDocument, createAggregateStore, ensureOutboxIndex, type Publisher } from '@gridlink/event-bus';
import { createNewestFirstLists, projectionOf, type Scope } from '@gridlink/subgraph-kit';
import type { Collection, IndexDescription } from 'mongodb';
import type { Connection } from 'mongoose';
import { COUNTING_INDEXES, countedCollection, uncountedSince } from '../../figures/persistence/counted-collection.ts';
import { placedBesides, placedFilter, placedScope } from '../../scope/placed-filter.ts';
import { dueDocuments } from '../../sweeping/due-documents.ts';
import { leaseEnd } from '../../sweeping/leased-sweeper.ts';
import { deliberationDrafts } from '../events/deliberation-events.ts';
import type { DeliberationFilter, DeliberationRepository } from '../use-cases/deliberation-repository.ts';
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

/** Above any loader's keys, so that one command brings all. */
const ONE_BATCH = 2_000;

/** One index for each question, named by it. Lists end in the fields of their order. */
const INDEXES: readonly IndexDescription[] = [
  ...COUNTING_INDEXES,
  { name: 'by-code', key: { code: 1 }, unique: true },
  { name: 'convened-before', key: { externalKey: 1 }, unique: true, sparse: true },
  { name: 'list', key: { jurisdiction: 1, seenBy: 1, convenedAt: -1, _id: -1 } },
  { name: 'list-of-state', key: { jurisdiction: 1, seenBy: 1, state: 1, convenedAt: -1, _id: -1 } },
  { name: 'published', key: { publishedIn: 1, publishedAt: -1, _id: -1 }, sparse: true },
  { name: 'carried-once', key: { carries: 1 }, unique: true, sparse: true },
  { name: 'about', key: { about: 1, _id: 1 }, sparse: true },
  { name: 'tickets-due', key: { ticketsDueAt: 1 }, sparse: true },
];

function listFilter(scope: Scope, asked: DeliberationFilter) {
  const { state, division, gridId, convener, startsFrom, startsTo, overdue } = asked;
  const missed = (at: Date): Filter => ({ $and: [{ state: 'CONVENED' }, { startsAt: { $lt: at } }] });
  const conditions: readonly Filter[] = [
    ...(convener === undefined ? [] : [{ 'convened.subject': convener }]),
    ...(startsFrom === undefined ? [] : [{ startsAt: { $gte: startsFrom } }]),
    ...(startsTo === undefined ? [] : [{ startsAt: { $lt: startsTo } }]),
    ...(overdue === undefined ? [] : [overdue.is ? missed(overdue.at) : { $nor: [missed(overdue.at)] }]),
  ];
  const indexed = state === undefined ? {} : { state };
  return placedFilter(scope, { asked: { division, gridId }, indexed, conditions });
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
  const unraised = dueDocuments(collection, 'ticketsDueAt', ROW);
  const newest = createNewestFirstLists<DeliberationDocument>(collection, now);

  const find = (filter: Filter, projection: object = ROW): Promise<DeliberationDocument[]> =>
    collection.find<DeliberationDocument>(filter, { projection, batchSize: ONE_BATCH }).toArray();

  return {
    collection: aggregates,
    ...countedCollection(collection, { instant: 'convenedAt', projection: ROW, toStored, scopeFilter: placedScope }),
    async insert({ state, externalKey }, { now: at, traceparent }) {
      const context = { subject: state.code, now: at, traceparent };
      const result = await store.insert(
        toDocument(state, externalKey),
        deliberationDrafts(state, [{ verb: 'convened' }]),
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
        uncountedSince(updateBetween(state, next.state, leaseEnd(at)), at),
        {
          drafts: deliberationDrafts(next.state, next.news),
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
    async list(scope, { filter: asked, page, fields }) {
      const list = { filter: listFilter(scope, asked), by: 'convenedAt', page, projection: projectionOf(fields, ROW) };
      // A meeting is convened before it begins.
      return (await newest({ ...list, before: asked.startsTo ?? null })).map(toRow);
    },
    async published(place, page) {
      const instantOf = ({ minutes, convenedAt }: DeliberationDocument) => minutes?.publishedAt ?? convenedAt;
      const filter = { publishedIn: place };
      return (await newest({ filter, by: 'publishedAt', instantOf, page, projection: ROW })).map(toRow);
    },
    async claimUnraised(scope, at, until) {
      const claimed = await unraised.claim(placedScope(scope), at, until);
      return claimed ? toStored(claimed) : null;
    },
    countUnraised: (scope, at, most) => unraised.count(placedScope(scope), at, most),
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
