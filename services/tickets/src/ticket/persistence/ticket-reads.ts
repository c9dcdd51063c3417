import type { Model } from 'mongoose';
import type { TicketKey, TicketRepository, TicketRow } from '../use-cases/ticket-repository.ts';
import { ROW, type TicketDocument, toRow, toStored, WHOLE } from './ticket-document.ts';
import { listFilter, listSort, pageFrom, scopeBesides, scopeFilter } from './ticket-filter.ts';

type Reads = Pick<
  TicketRepository,
  | 'load'
  | 'findByExternalKey'
  | 'findByNumber'
  | 'rowsById'
  | 'rowsByCode'
  | 'list'
  | 'waitingFor'
  | 'timelines'
  | 'unlocated'
>;
type Filter = Record<string, unknown>;
type Sort = readonly (readonly [string, 1 | -1])[];

/** Queues: soonest due first. */
const QUEUE: Sort = [
  ['dueAt', 1],
  ['_id', 1],
];

const keyFilter = (key: TicketKey): Filter => ('id' in key ? { _id: key.id } : { code: key.code });

/** Tickets as they are read: each of these is one command to the database. */
export function ticketReads(tickets: Model<TicketDocument>): Reads {
  const rows = async (filter: Filter, projection: object = ROW): Promise<readonly TicketDocument[]> =>
    (await tickets.find(filter, projection).lean()) as unknown as readonly TicketDocument[];

  const sorted = async (filter: Filter, sort: Sort, limit: number): Promise<readonly TicketRow[]> => {
    const found = tickets.find(filter, ROW).sort(Object.fromEntries(sort)).limit(limit).lean();
    return ((await found) as unknown as readonly TicketDocument[]).map(toRow);
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
      return document ? { stored: toStored(document), queryCodeHash: document.queryCodeHash } : null;
    },

    rowsById: async (scope, ids) => (await rows({ ...scopeFilter(scope), _id: { $in: ids } })).map(toRow),
    rowsByCode: async (scope, codes) => (await rows({ ...scopeFilter(scope), code: { $in: codes } })).map(toRow),

    list: (scope, list) => {
      const sort = listSort(list);
      return sorted(pageFrom(listFilter(scope, list.filter), sort, list.page.after), sort, list.page.limit + 1);
    },

    waitingFor: (scope, tokens, request) => {
      const filter = { waitsFor: tokens.length === 1 ? tokens[0] : { $in: tokens }, ...scopeBesides(scope) };
      return sorted(pageFrom(filter, QUEUE, request.after), QUEUE, request.limit + 1);
    },

    timelines: async (scope, ids) =>
      (await rows({ ...scopeFilter(scope), _id: { $in: ids } }, { timeline: 1 })).map(({ _id, timeline }) => ({
        id: _id,
        timeline,
      })),

    unlocated: (scope, jurisdiction, { after, limit }) =>
      sorted({ ...scopeFilter(scope), unlocatedIn: jurisdiction, _id: { $gt: after } }, [['_id', 1]], limit),
  };
}
