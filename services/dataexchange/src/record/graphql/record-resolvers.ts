import { connectionOf, type PageArguments, pageRequest, type UserError } from '@gridlink/subgraph-kit';
import type { DataexchangeContext } from '../../context.ts';
import type { RefusedRowDocument } from '../persistence/record-documents.ts';
import { listRefusedRows, readHistory } from '../use-cases/look-at-own-records.ts';
import { type PushInput, type PushRefusal, pushRecords } from '../use-cases/push-records.ts';

const MESSAGES: Readonly<Record<PushRefusal['code'], string>> = {
  RETIRED: '该数据资源已停止共享，不再接收数据',
  BATCH_ID: '批次号须为 1 至 64 位字母、数字或 . _ : -',
  ROW_COUNT: '每批须为 1 至 1000 行',
  BATCH_CHANGED: '同一批次号已提交过不同内容，请使用新的批次号',
};

const userError = ({ code, field }: PushRefusal): UserError => ({ code, field, message: MESSAGES[code] });

export const recordResolvers = {
  Query: {
    async refusedRows(
      _root: unknown,
      { resource, batchId, ...page }: PageArguments & { resource: string; batchId?: string | null },
      { acting, deps }: DataexchangeContext,
    ) {
      const wanted = pageRequest(page);
      const rows = await listRefusedRows(deps, acting, { resource, batchId: batchId ?? undefined, page: wanted });
      return connectionOf(rows, wanted, ({ refusedAt, _id }) => [refusedAt, _id]);
    },
    recordHistory: (_root: unknown, input: { resource: string; key: string }, { acting, deps }: DataexchangeContext) =>
      readHistory(deps, acting, input),
  },

  Mutation: {
    async pushRecords(_root: unknown, { input }: { input: PushInput }, { acting, deps }: DataexchangeContext) {
      const result = await pushRecords(deps, acting, input);
      if (result.kind === 'REFUSED') return { report: null, userErrors: [userError(result.refusal)] };
      const { report: rows, replayed } = result;
      return { report: { batchId: input.batchId, replayed, rows }, userErrors: [] };
    },
  },

  PushReport: Object.fromEntries(
    (['CREATED', 'UPDATED', 'UNCHANGED', 'REFUSED'] as const).map((outcome) => [
      outcome.toLowerCase(),
      ({ rows }: { rows: readonly { outcome: string }[] }) => rows.filter((row) => row.outcome === outcome).length,
    ]),
  ),

  RefusedRow: { id: ({ _id }: RefusedRowDocument) => _id },
};
