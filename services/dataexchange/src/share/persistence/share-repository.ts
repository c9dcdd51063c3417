import { afterFilter, NOTHING, type PageRequest, type Scope } from '@gridlink/subgraph-kit';
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
  find(scope: Scope, filter: ShareFilter, page: PageRequest): Promise<ShareDocument[]>;
  /** Requests and grants that end with a ticket. */
  boundTo(scope: Scope, ticketCode: string): Promise<ShareDocument[]>;
};

/** A share is its two organizations' business; coordinators see that it exists in their area, never the data. */
function scopeFilter(scope: Scope): QueryFilter<ShareDocument> {
  if (scope.reach === 'PLATFORM' || scope.reach === 'SYSTEM') return {};
  if (scope.reach === 'PUBLIC') return NOTHING;
  const { jurisdiction, organization, area } = scope;
  const reaches: QueryFilter<ShareDocument>[] = [
    ...(organization === undefined ? [] : [{ parties: organization }]),
    ...(area === undefined ? [] : [{ areas: area }]),
  ];
  const [only] = reaches;
  if (only === undefined) return NOTHING;
  return reaches.length === 1 ? { jurisdiction, ...only } : { jurisdiction, $or: reaches };
}

const WITHOUT_OUTBOX = { outbox: 0, pendingSince: 0 } as const;
const NEWEST = [
  ['requestedAt', -1, 'INSTANT'],
  ['_id', -1],
] as const;
const MAX_BOUND = 500;

export function createShareRepository(model: ShareModel): ShareRepository {
  return {
    byIds: (scope, ids) =>
      model.find({ _id: { $in: ids }, ...scopeFilter(scope) }, WITHOUT_OUTBOX).lean<ShareDocument[]>(),
    byRequestKey: (scope, requestKey) =>
      model.findOne({ requestKey, ...scopeFilter(scope) }, WITHOUT_OUTBOX).lean<ShareDocument | null>(),
    find: (scope, { resource, status }, page) =>
      model
        .find(
          {
            ...(resource ? { resource } : {}),
            ...(status ? { status } : {}),
            // Both may hold an $or: the scope's and the page's.
            $and: [scopeFilter(scope), afterFilter(NEWEST, page.after)],
          },
          WITHOUT_OUTBOX,
        )
        .sort({ requestedAt: -1, _id: -1 })
        .limit(page.limit + 1)
        .lean<ShareDocument[]>(),
    boundTo: (scope, boundTicket) =>
      model
        .find({ boundTicket, ...scopeFilter(scope) }, WITHOUT_OUTBOX)
        .limit(MAX_BOUND)
        .lean<ShareDocument[]>(),
  };
}

export async function ensureShareIndexes({ collection }: ShareModel): Promise<void> {
  await collection.createIndex({ requestedAt: -1, _id: -1 }, { name: 'shares of the whole platform' });
  await collection.createIndex({ requestKey: 1 }, { unique: true, sparse: true, name: 'request by its key' });
  await collection.createIndex({ boundTicket: 1 }, { sparse: true, name: 'shares of a ticket' });
  await collection.createIndex(
    { jurisdiction: 1, parties: 1, requestedAt: -1, _id: -1 },
    { name: 'shares of an organization' },
  );
  await collection.createIndex(
    { jurisdiction: 1, parties: 1, status: 1, requestedAt: -1, _id: -1 },
    { name: 'shares of an organization by status' },
  );
  await collection.createIndex({ jurisdiction: 1, areas: 1, requestedAt: -1, _id: -1 }, { name: 'shares of an area' });
}
