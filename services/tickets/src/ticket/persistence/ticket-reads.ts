import {
  createNewestFirstLists,
  NOTHING,
  pageFrom,
  projectionOf,
  type ReadFields,
  type SortField,
  sortOf,
} from '@gridlink/subgraph-kit';
import type { Collection } from 'mongodb';
import type { TicketKey, TicketList, TicketRepository, TicketRow } from '../use-cases/ticket-repository.ts';
import { ROW, type TicketDocument, toRow, toStored, WHOLE } from './ticket-document.ts';
import { listFilter, listSort, scopeBesides, scopeFilter } from './ticket-filter.ts';

type Reads = Pick<
  TicketRepository,
  | 'load'
  | 'findByExternalKey'
  | 'findByNumber'
  | 'rowsById'
  | 'rowsByCode'
  | 'rowsByOrigin'
  | 'list'
  | 'waitingFor'
  | 'timelines'
  | 'unlocated'
  | 'openIds'
  | 'closedDeadlines'
  | 'ledTickets'
  | 'alike'
  | 'handedIn'
  | 'mergedInto'
  | 'digestsInUse'
  | 'holdersOf'
  | 'withFile'
  | 'headsOfDay'
  | 'offeredTo'
  | 'askedToRedact'
>;
type Filter = Record<string, unknown>;
type Sort = readonly SortField[];
type Page = { readonly sort: Sort; readonly limit: number; readonly fields?: ReadFields };

/** Queues: soonest due first. */
const QUEUE: Sort = [
  ['dueAt', 1, 'INSTANT'],
  ['_id', 1],
];
/** Offers of other jurisdictions: whoever has waited longest first. */
const OFFERS: Sort = [
  ['reportedAt', 1, 'INSTANT'],
  ['_id', 1],
];
/** Requests of other jurisdictions, likewise. */
const ASKED: Sort = [
  ['redactionAskedAt', 1, 'INSTANT'],
  ['_id', 1],
];
/** Above any page and any loader's keys, so that one command brings all. */
const ONE_BATCH = 2_000;

/** Of what is streamed: little enough to be there soon, so that whoever reads may stop in time. */
const STREAMED = 250;

/** `i10.1` after `i2.1`. */
const NUMBERED = { numeric: true } as const;

/** Tickets of one kind in one place; more than these nobody compares. */
const MOST_ALIKE = 100;

/** What of a timeline says where it stood when. */
const HEADS = { 'timeline.sequence': 1, 'timeline.hash': 1, 'timeline.arrivedAt': 1 } as const;

/** What of a ticket says which departments led it. */
const LED = {
  areas: 1,
  item: 1,
  severity: 1,
  reportedAt: 1,
  ...Object.fromEntries(
    ['id', 'unit', 'gridId', 'part', 'state', 'round', 'limit', 'offeredAt', 'endedAt', 'boundBy'].map((field) => [
      `assignments.${field}`,
      1,
    ]),
  ),
  ...Object.fromEntries(
    ['kind', 'about', 'dueAt', 'stoppedAt', 'suspensions'].map((field) => [`deadlines.${field}`, 1]),
  ),
} as const;

const keyFilter = (key: TicketKey): Filter => ('id' in key ? { _id: key.id } : { code: key.code });

/** Tickets as they are read: each of these is one command to the database, save for a list whose density is not known yet. */
export function ticketReads(tickets: Collection<TicketDocument>, now: () => Date): Reads {
  const newest = createNewestFirstLists<TicketDocument>(tickets, now);

  const rows = (filter: Filter, projection: object = ROW): Promise<TicketDocument[]> =>
    tickets.find<TicketDocument>(filter, { projection, batchSize: ONE_BATCH }).toArray();

  const sorted = async (filter: Filter, { sort, limit, fields }: Page): Promise<readonly TicketRow[]> => {
    const options = { projection: projectionOf(fields, ROW), sort: sortOf(sort), limit, batchSize: ONE_BATCH };
    return (await tickets.find<TicketDocument>(filter, options).toArray()).map(toRow);
  };

  /** A list in the index's own order; whoever names instants, or asks for the oldest, has the bounds that were named. */
  const list = async (filter: Filter, { oldestFirst, page, fields, filter: asked }: TicketList) => {
    if (filter === NOTHING) return [];
    if (oldestFirst || asked.reportedFrom || asked.reportedTo) {
      const sort = listSort({ oldestFirst });
      return sorted(pageFrom(filter, sort, page.after), { sort, limit: page.limit + 1, fields });
    }
    const projection = projectionOf(fields, ROW);
    return (await newest({ filter, by: 'reportedAt', page, projection })).map(toRow);
  };

  return {
    async load(scope, key) {
      const [document] = await rows({ ...scopeFilter(scope), ...keyFilter(key) }, WHOLE);
      return document ? toStored(document) : null;
    },

    async findByExternalKey(scope, externalKeys) {
      const { externalKey: _, ...projection } = ROW;
      const found = await rows({ ...scopeFilter(scope), externalKey: { $in: externalKeys } }, projection);
      return new Map(found.map((document) => [document.externalKey ?? '', toRow(document)]));
    },

    async findByNumber(scope, code) {
      const [document] = await rows({ ...scopeFilter(scope), code }, WHOLE);
      if (!document) return null;
      const { queryCodeHash, queryCodeOf = document.code } = document;
      return { stored: toStored(document), queryCodeHash, queryCodeOf };
    },

    rowsById: async (scope, ids, fields) =>
      (await rows({ ...scopeFilter(scope), _id: { $in: ids } }, projectionOf(fields, ROW))).map(toRow),
    rowsByCode: async (scope, codes, fields) =>
      (await rows({ ...scopeFilter(scope), code: { $in: codes } }, projectionOf(fields, ROW))).map(toRow),

    async rowsByOrigin(scope, origins, fields) {
      const found = await rows({ 'origin.id': { $in: origins }, ...scopeBesides(scope) }, projectionOf(fields, ROW));
      return found
        .map(toRow)
        .toSorted((a, b) => (a.origin?.part ?? '').localeCompare(b.origin?.part ?? '', 'en', NUMBERED));
    },

    list: (scope, asked) => list(listFilter(scope, asked.filter), asked),

    waitingFor: (scope, tokens, { after, limit, fields }) => {
      const filter = { waitsFor: tokens.length === 1 ? tokens[0] : { $in: tokens }, ...scopeBesides(scope) };
      return sorted(pageFrom(filter, QUEUE, after), { sort: QUEUE, limit: limit + 1, fields });
    },

    timelines: async (scope, ids) =>
      (await rows({ ...scopeFilter(scope), _id: { $in: ids } }, { timeline: 1 })).map(({ _id, timeline }) => ({
        id: _id,
        timeline,
      })),

    alike: (scope, cells, { since, until, tickets: count }) =>
      sorted(
        { ...scopeFilter(scope), cells: { $in: cells }, reportedAt: { $gte: since, $lte: until } },
        { sort: [['reportedAt', -1]], limit: MOST_ALIKE * count },
      ),

    handedIn: (scope, cells, { since, until }) =>
      sorted(
        { ...scopeFilter(scope), handedInCells: { $in: cells }, reportedAt: { $gte: since, $lte: until } },
        { sort: [['reportedAt', -1]], limit: MOST_ALIKE },
      ),

    mergedInto: (scope, codes) =>
      sorted(
        { ...scopeFilter(scope), mergedInto: { $in: codes } },
        { sort: [['reportedAt', -1]], limit: MOST_ALIKE * codes.length },
      ),

    async digestsInUse(scope, { jurisdiction, digests, except }) {
      const filter = { ...scopeFilter(scope), digests: { $in: [...digests] }, jurisdiction };
      const found = await tickets.distinct('digests', except === null ? filter : { ...filter, _id: { $ne: except } });
      return new Set(found as string[]);
    },

    async holdersOf(scope, files, except) {
      if (files.length === 0) return [];
      // Nothing stands beside the two: a planner would rather walk all ids but one.
      const filter = { ...scopeBesides(scope), $or: [{ fileIds: { $in: files } }, { privateFileIds: { $in: files } }] };
      const projection = { code: 1, fileIds: 1, privateFileIds: 1 };
      const options = { projection, limit: MOST_ALIKE + 1, batchSize: ONE_BATCH };
      const found = await tickets.find<TicketDocument>(filter, options).toArray();
      return found
        .filter(({ _id }) => _id !== except)
        .map(({ code, fileIds = [], privateFileIds = [] }) => ({
          code,
          files: new Set([...fileIds, ...privateFileIds]),
        }));
    },

    async withFile(scope, fileId, where) {
      const field = where === 'OPEN' ? 'fileIds' : 'privateFileIds';
      const [document] = await rows({ ...scopeFilter(scope), [field]: fileId });
      return document ? toRow(document) : null;
    },

    closedDeadlines: async (scope, { from, to }, most) => {
      const filter = listFilter(scope, { stage: 'CLOSED', reportedFrom: from, reportedTo: to });
      if (filter === NOTHING) return [];
      const options = {
        projection: { deadlines: 1 },
        sort: { reportedAt: 1, _id: 1 },
        limit: most,
        batchSize: most,
      } as const;
      return tickets.find<TicketDocument>(filter, options).toArray();
    },
    async *ledTickets(scope, { from, to }, most) {
      const filter = listFilter(scope, { reportedFrom: from, reportedTo: to });
      if (filter === NOTHING) return;
      const options = {
        projection: LED,
        sort: { reportedAt: 1, _id: 1 },
        limit: most,
        batchSize: STREAMED,
      } as const;
      for await (const document of tickets.find<TicketDocument>(filter, options)) yield toRow(document);
    },
    openIds: async (scope, { jurisdiction, area }, { after, limit }) => {
      const within = area === null ? {} : { $and: [{ $or: [{ areas: area }] }] };
      const filter = { ...scopeFilter(scope), openIn: jurisdiction, _id: { $gt: after }, ...within };
      const options = { projection: { _id: 1 }, sort: { _id: 1 }, limit, batchSize: ONE_BATCH } as const;
      return (await tickets.find<TicketDocument>(filter, options).toArray()).map(({ _id }) => _id);
    },
    async offeredTo(scope, division, { after, limit }) {
      const filter = pageFrom({ ...scopeFilter(scope), offeredTo: division }, OFFERS, after);
      const options = { projection: WHOLE, sort: sortOf(OFFERS), limit: limit + 1, batchSize: ONE_BATCH };
      return (await tickets.find<TicketDocument>(filter, options).toArray()).map(toStored);
    },

    async askedToRedact(scope, division, { after, limit }) {
      const filter = pageFrom({ ...scopeFilter(scope), redactionAskedOf: division }, ASKED, after);
      const options = { projection: WHOLE, sort: sortOf(ASKED), limit: limit + 1, batchSize: ONE_BATCH };
      return (await tickets.find<TicketDocument>(filter, options).toArray()).map(toStored);
    },

    async headsOfDay(scope, { jurisdiction, day, until, after, limit }) {
      const found = await tickets
        .find<Pick<TicketDocument, '_id' | 'timeline'>>(
          { ...scopeFilter(scope), jurisdiction, grewOn: day, _id: { $gt: after } },
          { projection: HEADS, sort: { _id: 1 }, limit, batchSize: ONE_BATCH },
        )
        .toArray();
      return found.flatMap(({ _id, timeline }) => {
        const head = timeline.findLast(({ arrivedAt }) => arrivedAt < until);
        return head ? [{ id: _id, sequence: head.sequence, hash: head.hash }] : [];
      });
    },

    unlocated: (scope, jurisdiction, { after, limit }) =>
      sorted({ ...scopeFilter(scope), unlocatedIn: jurisdiction, _id: { $gt: after } }, { sort: [['_id', 1]], limit }),
  };
}
