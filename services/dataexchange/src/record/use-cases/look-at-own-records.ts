import { notFound, type PageRequest } from '@gridlink/subgraph-kit';
import type { Acting } from '../../acting.ts';
import type { AuditLog } from '../../audit/persistence/audit-log.ts';
import { readerOf } from '../../audit/use-cases/reader-of.ts';
import type { ResourceDeps } from '../../resource/use-cases/publish-resource.ts';
import { ownResource } from '../../resource/use-cases/revise-resource.ts';
import type { RowValues } from '../domain/check-row.ts';
import type { RefusedRowDocument } from '../persistence/record-documents.ts';
import type { RecordRepository } from '../persistence/record-repository.ts';

export type OwnRecordsDeps = ResourceDeps & { readonly records: RecordRepository; readonly audit: AuditLog };

/** Rows of the caller's own resource that were not taken in; the owner sent them and may see them again. */
export async function listRefusedRows(
  deps: OwnRecordsDeps,
  acting: Acting,
  input: { resource: string; batchId: string | undefined; page: PageRequest },
): Promise<RefusedRowDocument[]> {
  const resource = await ownResource(deps, acting, input.resource);
  return deps.records.refusedRows(acting.scope, { resource: resource._id, batchId: input.batchId }, input.page);
}

/** One state a record was in. */
export type HistoryEntry = {
  readonly revision: number;
  readonly values: RowValues;
  readonly batch: string;
  readonly changedAt: Date;
};

/** Every revision of one of the caller's own records, newest first; looking is recorded like any read. @throws NOT_FOUND */
export async function readHistory(
  deps: OwnRecordsDeps,
  acting: Acting,
  input: { resource: string; key: string },
): Promise<HistoryEntry[]> {
  const resource = await ownResource(deps, acting, input.resource);
  const [record] = await deps.records.byKeys(acting.scope, resource._id, [input.key]);
  if (!record) throw notFound();
  const replaced = await deps.records.revisionsOf(acting.scope, record);
  const older = replaced.filter(({ revision }) => revision < record.revision);
  await deps.audit.append(resource.jurisdiction, {
    ...readerOf(acting),
    areas: record.areas,
    resource: resource._id,
    action: 'READ',
    purpose: 'history of an own record',
    fields: resource.fields.map(({ name }) => name),
    count: older.length + 1,
    records: [record._id],
  });
  return [record, ...older].map(({ revision, values, batch, changedAt }) => ({ revision, values, batch, changedAt }));
}
