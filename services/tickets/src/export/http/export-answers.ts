import type { HttpAnswer } from '@gridlink/subgraph-kit';
import { problem } from '../../evidence/http/answers.ts';
import type { ListExport } from '../domain/list-export.ts';

/** @param there names of the lists, and the formats of each */
export function noSuchExport(there: readonly string[]): HttpAnswer {
  const names = there.join(', ');
  const message = `没有该列表或格式，可导出 ${names} (no such list or format: there are ${names})`;
  return problem({ status: 404, code: 'NOT_FOUND', message });
}

export const notYoursToExport = (): HttpAnswer =>
  problem({ status: 403, code: 'FORBIDDEN', message: '您的角色不能导出该列表 (your role may not export this list)' });

export const wrongCondition = (field: string, message: string): HttpAnswer =>
  problem({ status: 400, code: 'BAD_USER_INPUT', message }, { reason: 'CONDITION', field });

const sofar = ({ rows, startedAt }: ListExport): readonly [zh: string, en: string] => [
  `（${startedAt.toISOString()} 开始，已导出 ${rows} 行）`,
  ` since ${startedAt.toISOString()}, ${rows} rows so far`,
];

export function exportRunning(other: ListExport | null): HttpAnswer {
  const [zh, en] = other ? sofar(other) : ['', ''];
  const message = `您已有一个导出正在进行${zh}，请待其结束后再试 (an export of yours is at work${en}: try again when it has ended)`;
  const more = { reason: 'EXPORT_RUNNING', ...(other ? { export: other.id } : {}) };
  return problem({ status: 409, code: 'CONFLICT', message }, more);
}

export const exportFailed = (): HttpAnswer => {
  const message = '暂时无法导出，请稍后重试 (the list cannot be exported now: try again)';
  const answer = problem({ status: 503, code: 'UPSTREAM_UNAVAILABLE', message });
  return { ...answer, headers: { ...answer.headers, 'retry-after': '5' } };
};
