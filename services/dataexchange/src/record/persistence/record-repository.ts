import { afterFilter, NOTHING, type PageRequest, type Scope } from '@gridlink/subgraph-kit';
import type { QueryFilter } from 'mongoose';
import type { RecordDocument, RecordModels, RefusedRowDocument, RevisionDocument } from './record-documents.ts';

/** Which rows are wanted; `area` is the bound a grant sets and is never widened by the others. */
export type RecordFilter = {
  readonly resources: readonly string[];
  readonly area?: string | undefined;
  readonly key?: string | undefined;
  readonly grid?: string | undefined;
};

export type RecordRepository = {
  byKeys(scope: Scope, resource: string, keys: readonly string[]): Promise<RecordDocument[]>;
  /** Oldest change first, so that a cursor kept until tomorrow brings only what changed since; `limit + 1` rows. */
  find(scope: Scope, filter: RecordFilter, page: PageRequest): Promise<RecordDocument[]>;
  /** Replaced revisions of a record, newest first. */
  revisionsOf(scope: Scope, record: RecordDocument): Promise<RevisionDocument[]>;
  /** Refused rows of a resource, newest first; `limit + 1` rows. */
  refusedRows(
    scope: Scope,
    filter: { resource: string; batchId?: string | undefined },
    page: PageRequest,
  ): Promise<RefusedRowDocument[]>;
};

/** Rows are reached by an owner or by a grant, both checked by the use case; the jurisdiction bounds them all the same. */
function scopeFilter(scope: Scope): QueryFilter<RecordDocument> {
  if (scope.reach === 'SYSTEM') return {};
  return scope.reach === 'BOUNDED' ? { jurisdiction: scope.jurisdiction } : NOTHING;
}

const MAX_REVISIONS = 200;
const BY_CHANGE = [
  ['changedAt', 1, 'INSTANT'],
  ['_id', 1],
] as const;

export function createRecordRepository({ records, revisions, refusedRows }: RecordModels): RecordRepository {
  return {
    byKeys: (scope, resource, keys) =>
      records.find({ ...scopeFilter(scope), resource, key: { $in: keys } }).lean<RecordDocument[]>(),

    find(scope, { resources, area, key, grid }, page) {
      const [only] = resources;
      const wanted: QueryFilter<RecordDocument> = {
        ...scopeFilter(scope),
        resource: resources.length === 1 && only !== undefined ? only : { $in: [...resources] },
        ...(grid === undefined ? {} : { grid }),
        ...(key === undefined ? {} : { key }),
        ...(area === undefined ? {} : { areas: area }),
        ...afterFilter(BY_CHANGE, page.after),
      };
      return records
        .find(wanted)
        .sort({ changedAt: 1, _id: 1 })
        .limit(page.limit + 1)
        .lean<RecordDocument[]>();
    },

    async revisionsOf(scope, record) {
      const [reached] = await records
        .find({ ...scopeFilter(scope), _id: record._id }, { _id: 1 })
        .lean<RecordDocument[]>();
      if (!reached) return [];
      return revisions
        .find({ record: record._id })
        .sort({ revision: -1 })
        .limit(MAX_REVISIONS)
        .lean<RevisionDocument[]>();
    },

    refusedRows: (scope, { resource, batchId }, page) =>
      scope.reach === 'PUBLIC'
        ? Promise.resolve([])
        : refusedRows
            .find({
              resource,
              ...(batchId === undefined ? {} : { batchId }),
              ...afterFilter(
                [
                  ['refusedAt', -1, 'INSTANT'],
                  ['_id', 1],
                ],
                page.after,
              ),
            })
            .sort({ refusedAt: -1, _id: 1 })
            .limit(page.limit + 1)
            .lean<RefusedRowDocument[]>(),
  };
}

export async function ensureRecordIndexes({ records, revisions, refusedRows }: RecordModels): Promise<void> {
  await records.collection.createIndex(
    { jurisdiction: 1, resource: 1, key: 1 },
    { unique: true, name: 'record by key' },
  );
  await records.collection.createIndex(
    { jurisdiction: 1, resource: 1, changedAt: 1, _id: 1 },
    { name: 'rows of a resource' },
  );
  await records.collection.createIndex(
    { jurisdiction: 1, resource: 1, areas: 1, changedAt: 1, _id: 1 },
    { name: 'rows of a resource in an area' },
  );
  await records.collection.createIndex({ jurisdiction: 1, grid: 1, changedAt: 1, _id: 1 }, { name: 'rows of a grid' });
  await revisions.collection.createIndex({ record: 1, revision: -1 }, { name: 'history of a record' });
  await refusedRows.collection.createIndex({ resource: 1, refusedAt: -1, _id: 1 }, { name: 'refused rows' });
  await refusedRows.collection.createIndex(
    { resource: 1, batchId: 1, refusedAt: -1, _id: 1 },
    { name: 'refused rows of a batch' },
  );
}
