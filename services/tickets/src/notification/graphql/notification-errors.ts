import type { UserError } from '@gridlink/subgraph-kit';
import type { MarkRequest } from '../use-cases/mark-read.ts';

/** As many as a page has rows. */
const MOST_IDS = 200;

/** What of a request to mark can be mended. */
export function markProblems({ ids, until }: MarkRequest): readonly UserError[] {
  if (ids.length === 0 && until === null) {
    return [{ code: 'NOTHING_NAMED', field: [], message: '请给出消息编号 ids 或时刻 until' }];
  }
  if (ids.length > MOST_IDS) {
    return [{ code: 'TOO_MANY_NOTIFICATIONS', field: ['ids'], message: '一次最多标记 200 条消息' }];
  }
  return [];
}
