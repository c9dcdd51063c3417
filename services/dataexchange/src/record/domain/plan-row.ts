import type { RowValues } from './check-row.ts';

export type PushOutcome = 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'REFUSED';

/** What is known of the record a row would change. */
export type KnownRecord = {
  readonly values: RowValues;
  readonly revision: number;
  /** Id of the batch that wrote the revision, and when that batch began. */
  readonly batch: string;
  readonly batchStartedAt: Date;
};

export type Batch = { readonly id: string; readonly startedAt: Date };

/** `write` says whether the record changes now; a row that this very batch wrote before a crash keeps its outcome and is not written twice. */
export type RowPlan = { readonly outcome: PushOutcome; readonly write: boolean; readonly message?: string };

const same = (a: RowValues, b: RowValues): boolean => {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => (a[name] ?? null) === (b[name] ?? null));
};

/** What a row does to the record of its key. A batch that is sent again late never undoes a newer one. */
export function planRow(record: KnownRecord | undefined, values: RowValues, batch: Batch): RowPlan {
  if (record === undefined) return { outcome: 'CREATED', write: true };
  if (record.batch === batch.id) return { outcome: record.revision === 1 ? 'CREATED' : 'UPDATED', write: false };
  if (same(record.values, values)) return { outcome: 'UNCHANGED', write: false };
  if (record.batchStartedAt > batch.startedAt) {
    return { outcome: 'UNCHANGED', write: false, message: '已有更新的批次，本行未采用' };
  }
  return { outcome: 'UPDATED', write: true };
}
