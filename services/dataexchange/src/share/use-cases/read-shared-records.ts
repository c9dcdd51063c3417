import type { AuditFact } from '@gridlink/audit-chain';
import { badUserInput, forbidden, type GraphError, notFound, type PageRequest } from '@gridlink/subgraph-kit';
import type { Acting } from '../../acting.ts';
import type { AuditLog } from '../../audit/persistence/audit-log.ts';
import { readerOf } from '../../audit/use-cases/reader-of.ts';
import type { RowValues } from '../../record/domain/check-row.ts';
import type { RecordDocument } from '../../record/persistence/record-documents.ts';
import type { RecordRepository } from '../../record/persistence/record-repository.ts';
import type { ResourceDocument } from '../../resource/persistence/resource-document.ts';
import { checkAccess, type ReadRefusal } from '../domain/check-access.ts';
import { shapeRow } from '../domain/shape-row.ts';
import type { ShareDocument } from '../persistence/share-document.ts';
import type { ShareDeps } from './share-deps.ts';

export type ReadDeps = ShareDeps & { readonly records: RecordRepository; readonly audit: AuditLog };

/** A row as its reader may see it. */
export type SharedRecord = {
  readonly id: string;
  readonly resource: string;
  readonly values: RowValues;
  readonly changedAt: Date;
};

export type ReadInput = {
  readonly grant: string;
  readonly area?: string | undefined;
  readonly key?: string | undefined;
  readonly page: PageRequest;
};

const ERRORS: Readonly<Record<ReadRefusal, () => GraphError>> = {
  UNKNOWN_GRANT: () => notFound(),
  NOT_GRANTEE: () => forbidden('只有被授权机构可以读取 (only the grantee reads)'),
  NO_GRANT: () => forbidden('该申请尚未获得授权 (this request is no grant)'),
  EXPIRED: () => forbidden('授权已到期 (the grant has expired)'),
  REVOKED: () => forbidden('授权已撤销 (the grant was revoked)'),
  ENDED: () => forbidden('授权已随工单终止 (the grant ended with its ticket)'),
  TICKET_CLOSED: () => forbidden('关联工单已办结，授权终止 (the ticket of this grant has ended)'),
  RETIRED: () => forbidden('数据资源已停止共享 (the resource is retired)'),
  NOT_SHARED: () => forbidden('数据资源已改为不予共享 (the resource is no longer shared)'),
  OUTSIDE_AREA: () => badUserInput('所查区域超出授权范围 (area outside the grant)', 'filter.area'),
};

function aboutGrant(share: ShareDocument): Partial<AuditFact> {
  const { purpose, ticketCode } = share.wish;
  return {
    grant: share._id,
    resource: share.resource,
    areas: share.areas,
    purpose,
    ...(ticketCode === undefined ? {} : { ticketCode }),
  };
}

/** A refused read is on the chain too, before the reader learns of the refusal. */
async function refuseRead(
  { audit }: ReadDeps,
  acting: Acting,
  refused: { input: ReadInput; share?: ShareDocument; refusal: ReadRefusal },
): Promise<never> {
  const { share, refusal, input } = refused;
  const jurisdiction =
    share?.jurisdiction ?? (acting.scope.reach === 'BOUNDED' ? acting.scope.jurisdiction : 'platform');
  await audit.append(jurisdiction, {
    ...readerOf(acting),
    grant: input.grant.slice(0, 64),
    ...(share ? aboutGrant(share) : {}),
    action: 'READ_REFUSED',
    reason: refusal,
  });
  throw ERRORS[refusal]();
}

async function ticketHasEnded({ tickets }: ReadDeps, acting: Acting, share: ShareDocument): Promise<boolean> {
  const { ticketCode } = share.wish;
  return ticketCode !== undefined && (await tickets.byCode(acting.scope, ticketCode))?.ended === true;
}

const shownAs =
  (resource: ResourceDocument, terms: Parameters<typeof shapeRow>[1]) =>
  (record: RecordDocument): SharedRecord => ({
    id: record._id,
    resource: record.resource,
    values: shapeRow(resource.fields, terms, record.values),
    changedAt: record.changedAt,
  });

/**
 * One page of a grant's rows: only granted fields, masked by grade, bounded by area. Every read, refused ones included, is on the
 * audit chain before anything is answered; where the chain cannot be written nothing is shown.
 */
export async function readSharedRecords(
  deps: ReadDeps,
  acting: Acting,
  input: ReadInput,
): Promise<readonly SharedRecord[]> {
  const [share] = await deps.shares.byIds(acting.scope, [input.grant]);
  if (!share) return refuseRead(deps, acting, { input, refusal: 'UNKNOWN_GRANT' });
  const [resource] = await deps.resources.byIds(acting.scope, [share.resource]);
  const access = checkAccess({
    share,
    resource,
    reader: acting.scope.reach === 'BOUNDED' ? acting.scope.organization : undefined,
    area: input.area,
    now: acting.now,
    ticketEnded: await ticketHasEnded(deps, acting, share),
  });
  if ('refusal' in access) return refuseRead(deps, acting, { input, share, refusal: access.refusal });
  if (!resource) return refuseRead(deps, acting, { input, share, refusal: 'RETIRED' });

  const { terms } = access;
  const wanted = { resources: [resource._id], area: input.area ?? terms.area, key: input.key };
  const rows = await deps.records.find(acting.scope, wanted, input.page);
  const delivered = rows.slice(0, input.page.limit);
  await deps.audit.append(share.jurisdiction, {
    ...readerOf(acting),
    ...aboutGrant(share),
    action: 'READ',
    fields: terms.fields,
    count: delivered.length,
    records: delivered.map(({ _id }) => _id),
  });
  return rows.map(shownAs(resource, terms));
}
