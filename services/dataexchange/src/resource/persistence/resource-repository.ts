import type { SharingType } from '@gridlink/contracts';
import { afterFilter, NOTHING, type PageRequest, type Scope } from '@gridlink/subgraph-kit';
import type { QueryFilter } from 'mongoose';
import type { ResourceStatus } from '../domain/resource.ts';
import type { ResourceDocument, ResourceModel } from './resource-document.ts';

export type ResourceFilter = {
  readonly owner?: string | undefined;
  readonly sharing?: SharingType | undefined;
  readonly status?: ResourceStatus | undefined;
};

export type ResourceRepository = {
  byIds(scope: Scope, ids: readonly string[]): Promise<ResourceDocument[]>;
  byCodes(scope: Scope, codes: readonly string[]): Promise<ResourceDocument[]>;
  /** By code, `limit + 1` rows. */
  find(scope: Scope, filter: ResourceFilter, page: PageRequest): Promise<ResourceDocument[]>;
  /** Those of a jurisdiction whose rows flow back to grids. */
  returningToGrid(scope: Scope): Promise<ResourceDocument[]>;
};

/** The catalogue is open to everyone of the jurisdiction: it says what exists, so that nobody collects it again. */
function scopeFilter(scope: Scope): QueryFilter<ResourceDocument> {
  if (scope.reach === 'PLATFORM' || scope.reach === 'SYSTEM') return {};
  return scope.reach === 'PUBLIC' ? NOTHING : { jurisdiction: scope.jurisdiction };
}

const WITHOUT_OUTBOX = { outbox: 0, pendingSince: 0 } as const;
const MAX_RETURNING = 200;

export function createResourceRepository(model: ResourceModel): ResourceRepository {
  return {
    byIds: (scope, ids) =>
      model.find({ _id: { $in: ids }, ...scopeFilter(scope) }, WITHOUT_OUTBOX).lean<ResourceDocument[]>(),
    byCodes: (scope, codes) =>
      model.find({ code: { $in: codes }, ...scopeFilter(scope) }, WITHOUT_OUTBOX).lean<ResourceDocument[]>(),
    find: (scope, { owner, sharing, status }, page) =>
      model
        .find(
          {
            ...scopeFilter(scope),
            ...(owner ? { owner } : {}),
            ...(sharing ? { sharing } : {}),
            ...(status ? { status } : {}),
            ...afterFilter([['code', 1]], page.after),
          },
          WITHOUT_OUTBOX,
        )
        .sort({ code: 1 })
        .limit(page.limit + 1)
        .lean<ResourceDocument[]>(),
    returningToGrid: (scope) =>
      model
        .find({ ...scopeFilter(scope), returnsToGrid: true, status: 'PUBLISHED' }, WITHOUT_OUTBOX)
        .sort({ code: 1 })
        .limit(MAX_RETURNING)
        .lean<ResourceDocument[]>(),
  };
}

export async function ensureResourceIndexes({ collection }: ResourceModel): Promise<void> {
  await collection.createIndex({ code: 1 }, { unique: true, name: 'resource by code' });
  await collection.createIndex({ jurisdiction: 1, code: 1 }, { name: 'catalogue of a jurisdiction' });
  await collection.createIndex({ jurisdiction: 1, owner: 1, code: 1 }, { name: 'catalogue of an owner' });
  await collection.createIndex(
    { jurisdiction: 1, returnsToGrid: 1, status: 1, code: 1 },
    { name: 'resources that flow back to grids' },
  );
}
