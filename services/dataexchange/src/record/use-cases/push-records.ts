import { createHash } from 'node:crypto';
import type { AggregateStore } from '@gridlink/event-bus';
import { conflict } from '@gridlink/subgraph-kit';
import canonicalize from 'canonicalize';
import { type Acting, actingOrganization, type Refusal } from '../../acting.ts';
import type { AuditLog } from '../../audit/persistence/audit-log.ts';
import { readerOf } from '../../audit/use-cases/reader-of.ts';
import type { ResourceDocument } from '../../resource/persistence/resource-document.ts';
import type { ResourceDeps } from '../../resource/use-cases/publish-resource.ts';
import { ownResource } from '../../resource/use-cases/revise-resource.ts';
import type { Batches } from '../persistence/batches.ts';
import type { BatchDocument, RowReport } from '../persistence/record-documents.ts';
import { type ApplyDeps, applyRows } from './apply-rows.ts';

export type PushDeps = ResourceDeps &
  ApplyDeps & {
    readonly batches: Batches;
    readonly batchStore: AggregateStore<BatchDocument>;
    readonly audit: AuditLog;
  };

export type PushInput = {
  readonly resource: string;
  /** The sender's own id of the batch; the same again is the same batch. */
  readonly batchId: string;
  readonly rows: readonly unknown[];
  readonly dryRun: boolean;
};

export type PushRefusal = Refusal<'RETIRED' | 'BATCH_ID' | 'ROW_COUNT' | 'BATCH_CHANGED'>;

export type PushResult =
  | { readonly kind: 'DONE'; readonly report: readonly RowReport[]; readonly replayed: boolean }
  | { readonly kind: 'REFUSED'; readonly refusal: PushRefusal };

const MAX_ROWS = 1_000;

function refusalOf(resource: ResourceDocument, { batchId, rows }: PushInput): PushRefusal | undefined {
  if (resource.status === 'RETIRED') return { code: 'RETIRED', field: ['resource'] };
  if (!/^[\w.:-]{1,64}$/.test(batchId)) return { code: 'BATCH_ID', field: ['batchId'] };
  return rows.length === 0 || rows.length > MAX_ROWS ? { code: 'ROW_COUNT', field: ['rows'] } : undefined;
}

const digestOf = (rows: readonly unknown[]): string =>
  createHash('sha256')
    .update(canonicalize(rows) ?? '')
    .digest('hex');

const counted = (report: readonly RowReport[]) => {
  const of = (outcome: RowReport['outcome']) => report.filter((row) => row.outcome === outcome).length;
  return { created: of('CREATED'), updated: of('UPDATED'), unchanged: of('UNCHANGED'), refused: of('REFUSED') };
};

/** The batch's document: a new one, or the one an earlier try of the same batch left. */
async function beginBatch(deps: PushDeps, acting: Acting, { resource, input }: Push): Promise<BatchDocument> {
  const id = `${resource._id}|${input.batchId}`;
  const { organization } = actingOrganization(acting);
  const context = { subject: id, now: acting.now, traceparent: acting.traceparent };
  const document = {
    _id: id,
    jurisdiction: resource.jurisdiction,
    division: resource.division,
    resource: resource._id,
    batchId: input.batchId,
    digest: digestOf(input.rows),
    startedAt: acting.now,
    sentBy: organization,
    state: 'RUNNING' as const,
  };
  await deps.batchStore.insert(document, [], context);
  const batch = await deps.batches.byId(acting.scope, id);
  if (!batch) throw conflict();
  return batch;
}

type Push = { readonly resource: ResourceDocument; readonly input: PushInput };
type Finished = Push & { readonly batch: BatchDocument; readonly report: readonly RowReport[] };

/** The transfer is on the audit chain before the batch counts as done, so none is missing there. */
async function finishBatch(
  deps: PushDeps,
  acting: Acting,
  { resource, input, batch, report }: Finished,
): Promise<void> {
  const counts = counted(report);
  await deps.audit.append(resource.jurisdiction, {
    ...readerOf(acting),
    action: 'RECORDS_PUSHED',
    areas: resource.areas,
    resource: resource._id,
    purpose: `batch ${input.batchId}`,
    fields: resource.fields.map(({ name }) => name),
    count: counts.created + counts.updated,
  });
  const snapshot = { id: batch._id, batchId: input.batchId, resourceId: resource._id, resourceCode: resource.code };
  const event = { type: 'gridlink.dataexchange.batch.received.v1', data: { batch: { ...snapshot, ...counts } } };
  const context = { subject: batch._id, now: acting.now, traceparent: acting.traceparent };
  await deps.batchStore.update(batch, { $set: { state: 'DONE', report } }, { drafts: [event], context });
}

/**
 * Takes rows of the caller's own resource in. Good rows are stored, refused ones kept with their reasons; a batch sent again answers
 * what it answered before and changes nothing, and one that a crash cut off goes on where it stopped.
 */
export async function pushRecords(deps: PushDeps, acting: Acting, input: PushInput): Promise<PushResult> {
  const resource = await ownResource(deps, acting, input.resource);
  const refusal = refusalOf(resource, input);
  if (refusal) return { kind: 'REFUSED', refusal };
  if (input.dryRun) {
    const trial = { id: `${resource._id}|${input.batchId}`, batchId: input.batchId, startedAt: acting.now };
    return {
      kind: 'DONE',
      report: await applyRows(deps, acting, { ...input, resource, batch: trial }),
      replayed: false,
    };
  }
  const batch = await beginBatch(deps, acting, { resource, input });
  if (batch.digest !== digestOf(input.rows)) {
    return { kind: 'REFUSED', refusal: { code: 'BATCH_CHANGED', field: ['batchId'] } };
  }
  if (batch.report) return { kind: 'DONE', report: batch.report, replayed: true };
  const { _id: id, batchId, startedAt } = batch;
  const report = await applyRows(deps, acting, { ...input, resource, batch: { id, batchId, startedAt } });
  await finishBatch(deps, acting, { resource, input, batch, report });
  return { kind: 'DONE', report, replayed: false };
}
