import {
  type AggregateDocument,
  createAggregateStore,
  ensureOutboxIndex,
  type InsertRow,
  type Publisher,
  type WriteResult,
} from '@gridlink/event-bus';
import type { Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import { eventDrafts } from '../events/ticket-events.ts';
import type {
  InsertOutcome,
  NewTicket,
  StoredTicket,
  TicketKey,
  TicketRepository,
  TicketRow,
  Totals,
  WriteMark,
} from '../use-cases/ticket-repository.ts';
import { type TicketDocument, ticketModel, toDocument, toState, updateBetween } from './ticket-document.ts';
import { listFilter, listSort, pageFrom, scopeBesides, scopeFilter } from './ticket-filter.ts';
import { ensureTicketIndexes } from './ticket-indexes.ts';

/** What a list leaves in the database: the long and the internal. */
const ROW = {
  timeline: 0,
  outbox: 0,
  pendingSince: 0,
  words: 0,
  seenBy: 0,
  waitsFor: 0,
  lateFor: 0,
  supervisedFor: 0,
  queryCodeHash: 0,
  externalKey: 0,
} as const;
/** Queues: soonest due first. */
const QUEUE = [
  ['dueAt', 1],
  ['_id', 1],
] as const;
const WHOLE = { outbox: 0, pendingSince: 0, words: 0 } as const;

type Mongo = TicketRepository & {
  /** For the outbox relay. */
  readonly collection: Collection<AggregateDocument>;
  ensureIndexes(): Promise<void>;
};

const toRow = ({ _id, sequence: _, ...row }: TicketDocument): TicketRow => ({ ...row, id: _id }) as TicketRow;

const toStored = (document: TicketDocument): StoredTicket => ({
  state: toState(document),
  version: document.version,
  sequence: document.sequence,
});

const keyFilter = (key: TicketKey) => ('id' in key ? { _id: key.id } : { code: key.code });

function outcomeOf(result: WriteResult): InsertOutcome {
  if (result.kind === 'STORED') return 'STORED';
  const taken = result.kind === 'DUPLICATE' ? result.keys : [];
  return taken.some((key) => key === 'externalKey' || key === 'seen-before') ? 'SEEN_BEFORE' : 'CODE_TAKEN';
}

const insertRow = (ticket: NewTicket, mark: WriteMark): InsertRow<TicketDocument> => ({
  document: toDocument(ticket.state, ticket),
  drafts: eventDrafts(ticket.state, ticket.announcements),
  context: { subject: ticket.state.code, now: mark.now, traceparent: mark.traceparent },
});

/** Tickets in MongoDB: one document a ticket, one write a command. */
export function createTicketRepository(connection: Connection, publisher: Publisher): Mongo {
  const tickets = ticketModel(connection);
  const collection = tickets.collection as unknown as Collection<TicketDocument>;
  const store = createAggregateStore<TicketDocument>(collection, publisher);

  const rows = async (filter: Record<string, unknown>, projection: object = ROW): Promise<readonly TicketDocument[]> =>
    (await tickets.find(filter, projection).lean()) as unknown as readonly TicketDocument[];

  const page = async (filter: Record<string, unknown>, sort: readonly (readonly [string, 1 | -1])[], limit: number) =>
    (
      (await tickets
        .find(filter, ROW)
        .sort(Object.fromEntries(sort))
        .limit(limit + 1)
        .lean()) as unknown as readonly TicketDocument[]
    ).map(toRow);

  return {
    collection: collection as unknown as Collection<AggregateDocument>,

    async ensureIndexes() {
      await ensureTicketIndexes(collection);
      await ensureOutboxIndex(collection as unknown as Collection<AggregateDocument>);
    },

    async insert(ticket, mark) {
      const { document, drafts, context } = insertRow(ticket, mark);
      return outcomeOf(await store.insert(document, drafts, context));
    },

    async insertMany(many, mark) {
      if (many.length === 0) return [];
      const results = await store.insertMany(many.map((ticket) => insertRow(ticket, mark)));
      return results.map(outcomeOf);
    },

    async load(scope, key) {
      const [document] = await rows({ ...scopeFilter(scope), ...keyFilter(key) }, WHOLE);
      return document ? toStored(document) : null;
    },

    async save({ state, version, sequence }, next, mark) {
      const { jurisdiction, division } = next.state;
      const result = await store.update(
        { _id: state.id, version, sequence, jurisdiction, division },
        updateBetween(state, next.state),
        {
          drafts: eventDrafts(next.state, next.announcements),
          context: { subject: state.code, now: mark.now, traceparent: mark.traceparent },
        },
      );
      return result.kind === 'STORED' ? 'STORED' : 'MOVED';
    },

    async findByExternalKey(scope, externalKeys) {
      const { externalKey: _, ...projection } = ROW;
      const found = await rows({ ...scopeFilter(scope), externalKey: { $in: externalKeys } }, projection);
      return new Map(found.map((document) => [document.externalKey ?? '', toRow(document)]));
    },

    async findByNumber(scope, code) {
      const [document] = await rows({ ...scopeFilter(scope), code }, WHOLE);
      return document ? { stored: toStored(document), queryCodeHash: document.queryCodeHash } : null;
    },

    rowsById: async (scope, ids) => (await rows({ ...scopeFilter(scope), _id: { $in: ids } })).map(toRow),
    rowsByCode: async (scope, codes) => (await rows({ ...scopeFilter(scope), code: { $in: codes } })).map(toRow),

    list: (scope, list) => {
      const sort = listSort(list);
      return page(pageFrom(listFilter(scope, list.filter), sort, list.page.after), sort, list.page.limit);
    },

    waitingFor: (scope, tokens, request) => {
      const filter = { waitsFor: tokens.length === 1 ? tokens[0] : { $in: tokens }, ...scopeBesides(scope) };
      return page(pageFrom(filter, QUEUE, request.after), QUEUE, request.limit);
    },

    async countByStage(scope, filter) {
      const { stage: _, ...rest } = filter;
      const counted = await collection
        .aggregate<{ _id: Totals['stage']; count: number }>([
          { $match: listFilter(scope, rest) },
          { $group: { _id: '$stage', count: { $sum: 1 } } },
        ])
        .toArray();
      return counted.map(({ _id, count }) => ({ stage: _id, count }));
    },

    async totalsOfGrids(scope, gridIds) {
      const counted = await collection
        .aggregate<{ _id: { gridId: string; stage: Totals['stage'] }; count: number; late: number }>([
          { $match: { seenBy: { $in: gridIds }, ...scopeBesides(scope) } },
          {
            $group: {
              _id: { gridId: '$gridId', stage: '$stage' },
              count: { $sum: 1 },
              late: { $sum: { $cond: ['$late', 1, 0] } },
            },
          },
        ])
        .toArray();
      return gridIds.map((gridId) => {
        const own = counted.filter(({ _id }) => _id.gridId === gridId);
        return {
          gridId,
          totals: own.map(({ _id, count }) => ({ stage: _id.stage, count })),
          late: own.reduce((sum, { late }) => sum + late, 0),
        };
      });
    },

    timelines: async (scope, ids) =>
      (await rows({ ...scopeFilter(scope), _id: { $in: ids } }, { timeline: 1 })).map(({ _id, timeline }) => ({
        id: _id,
        timeline,
      })),

    unlocated: async (scope, jurisdiction, { after, limit }) =>
      (
        (await tickets
          .find({ ...scopeFilter(scope), unlocatedIn: jurisdiction, _id: { $gt: after } }, ROW)
          .sort({ _id: 1 })
          .limit(limit)
          .lean()) as unknown as readonly TicketDocument[]
      ).map(toRow),

    async claimDue(scope, now, until) {
      // Moving the alarm is the lease: the index itself hides what another sweeper has in hand, and shows it again if that one dies.
      const claimed = await collection.findOneAndUpdate(
        { ...scopeFilter(scope), nextAlarmAt: { $lte: now } },
        { $set: { nextAlarmAt: until } },
        { sort: { nextAlarmAt: 1 }, projection: WHOLE, returnDocument: 'after' },
      );
      return claimed ? toStored(claimed as TicketDocument) : null;
    },

    countDue: (scope, now, most) =>
      collection.countDocuments({ ...scopeFilter(scope), nextAlarmAt: { $lte: now } }, { limit: most }),
  };
}
