import { createNewestFirstLists, NOTHING, newestOfSeveral, type PageRequest, type Scope } from '@gridlink/subgraph-kit';
import type { Collection, IndexDescription } from 'mongodb';
import type { QueryFilter } from 'mongoose';
import type { ShareStatus } from '../domain/share.ts';
import type { ShareDocument, ShareModel } from './share-document.ts';

export type ShareFilter = {
  readonly resource?: string | undefined;
  readonly status?: ShareStatus | undefined;
};

export type ShareRepository = {
  byIds(scope: Scope, ids: readonly string[]): Promise<ShareDocument[]>;
  byRequestKey(scope: Scope, key: string): Promise<ShareDocument | null>;
  /** Newest first, `limit + 1` rows. */
  find(scope: Scope, filter: ShareFilter, page: PageRequest): Promise<readonly ShareDocument[]>;
  /** Requests and grants that end with a ticket. */
  boundTo(scope: Scope, ticketCode: string): Promise<ShareDocument[]>;
};

/** A share is its two organizations' business; coordinators see that it exists in their area, never the data. */
function reachesOf(scope: Scope): readonly QueryFilter<ShareDocument>[] {
  if (scope.reach === 'PLATFORM' || scope.reach === 'SYSTEM') return [{}];
  if (scope.reach === 'PUBLIC') return [];
  const { jurisdiction, organization, area } = scope;
  return [
    ...(organization === undefined ? [] : [{ jurisdiction, parties: organization }]),
    ...(area === undefined ? [] : [{ jurisdiction, areas: area }]),
  ];
}

function scopeFilter(scope: Scope): QueryFilter<ShareDocument> {
  const reaches = reachesOf(scope);
  const [only] = reaches;
  if (only === undefined) return NOTHING;
  return reaches.length === 1 ? only : { $or: [...reaches] };
}

const WITHOUT_OUTBOX = { outbox: 0, pendingSince: 0 } as const;
const MAX_BOUND = 500;

export function createShareRepository(model: ShareModel, now: () => Date = () => new Date()): ShareRepository {
  const newest = createNewestFirstLists<ShareDocument>(model.collection as unknown as Collection<ShareDocument>, now);
  return {
    byIds: (scope, ids) =>
      model.find({ _id: { $in: ids }, ...scopeFilter(scope) }, WITHOUT_OUTBOX).lean<ShareDocument[]>(),
    byRequestKey: (scope, requestKey) =>
      model.findOne({ requestKey, ...scopeFilter(scope) }, WITHOUT_OUTBOX).lean<ShareDocument | null>(),
    find(scope, { resource, status }, page) {
      const wanted = { ...(resource ? { resource } : {}), ...(status ? { status } : {}) };
      const filters = reachesOf(scope).map((reach) => ({ ...reach, ...wanted }));
      return newestOfSeveral(newest, { filters, by: 'requestedAt', page, projection: WITHOUT_OUTBOX });
    },
    boundTo: (scope, boundTicket) =>
      model
        .find({ boundTicket, ...scopeFilter(scope) }, WITHOUT_OUTBOX)
        .limit(MAX_BOUND)
        .lean<ShareDocument[]>(),
  };
}

/** Lists end in the fields of their order. */
const NEWEST = { requestedAt: -1, _id: -1 } as const;
const LISTS: readonly IndexDescription[] = [
  { name: 'shares of the whole platform', key: NEWEST },
  { name: 'shares of an organization', key: { jurisdiction: 1, parties: 1, ...NEWEST } },
  { name: 'shares of an organization by status', key: { jurisdiction: 1, parties: 1, status: 1, ...NEWEST } },
  { name: 'shares of an organization by resource', key: { jurisdiction: 1, parties: 1, resource: 1, ...NEWEST } },
  { name: 'shares of an area', key: { jurisdiction: 1, areas: 1, ...NEWEST } },
  { name: 'shares of an area by status', key: { jurisdiction: 1, areas: 1, status: 1, ...NEWEST } },
  { name: 'shares of an area by resource', key: { jurisdiction: 1, areas: 1, resource: 1, ...NEWEST } },
];

export async function ensureShareIndexes({ collection }: ShareModel): Promise<void> {
  await collection.createIndexes([
    { name: 'request by its key', key: { requestKey: 1 }, unique: true, sparse: true },
    { name: 'shares of a ticket', key: { boundTicket: 1 }, sparse: true },
    ...LISTS,
  ]);
}
