import { NOTHING, type Scope } from '@gridlink/subgraph-kit';
import type { QueryFilter } from 'mongoose';
import type { FeedDocument, FeedModel } from './feed-document.ts';

export type FeedRepository = {
  byOrganizations(scope: Scope, organizations: readonly string[]): Promise<FeedDocument[]>;
  byToken(scope: Scope, token: string): Promise<FeedDocument | null>;
};

/** A feed is its organization's; administrators of the area manage it. */
function scopeFilter(scope: Scope): QueryFilter<FeedDocument> {
  if (scope.reach === 'PLATFORM' || scope.reach === 'SYSTEM') return {};
  if (scope.reach === 'PUBLIC') return NOTHING;
  const { jurisdiction, organization, area } = scope;
  const reaches: QueryFilter<FeedDocument>[] = [
    ...(organization === undefined ? [] : [{ _id: organization }]),
    ...(area === undefined ? [] : [{ areas: area }]),
  ];
  return reaches.length === 0 ? NOTHING : { jurisdiction, $or: reaches };
}

const WITHOUT_OUTBOX = { outbox: 0, pendingSince: 0 } as const;

export const createFeedRepository = (model: FeedModel): FeedRepository => ({
  byOrganizations: (scope, organizations) =>
    model.find({ $and: [{ _id: { $in: organizations } }, scopeFilter(scope)] }, WITHOUT_OUTBOX).lean<FeedDocument[]>(),
  byToken: (scope, token) =>
    model.findOne({ $and: [{ token }, scopeFilter(scope)] }, WITHOUT_OUTBOX).lean<FeedDocument | null>(),
});

export async function ensureFeedIndexes({ collection }: FeedModel): Promise<void> {
  await collection.createIndex({ token: 1 }, { unique: true, name: 'feed by its token' });
}
