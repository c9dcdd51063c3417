import type { UserError } from '@gridlink/subgraph-kit';
import type { RowFlaw, StandardRefusal, StandardRow } from '../domain/standard.ts';

const FLAWS: Readonly<Record<RowFlaw, string>> = {
  KIND: '应为 COMPONENT（部件）或 EVENT（事件）',
  CODE: '代码应为 2 至 4 位数字',
  TEXT: '不得为空、过长或含控制字符、不可见字符',
  LIMIT: '时限应写作 4小时、3天、2紧急工作时、1紧急工作日 等，多个时限以顿号分开',
};

/** What is wrong with a row, column by column. */
export const rowErrors = ({ row, flaws }: StandardRow): readonly UserError[] =>
  flaws.map(({ column, flaw, value }) => ({
    code: `BAD_${flaw}`,
    field: ['csv', String(row), column],
    message: `第 ${row} 行 ${column}“${value}”：${FLAWS[flaw]}`,
    article: null,
  }));

/** Why nothing was imported. */
export function standardError(refusal: StandardRefusal): UserError {
  const error = { code: refusal.kind, field: ['csv'], article: null };
  switch (refusal.kind) {
    case 'NOT_A_TABLE':
      return { ...error, message: '不是以逗号分隔、首行为列名的表格文本' };
    case 'COLUMNS_MISSING':
      return { ...error, message: `表格缺少列：${refusal.missing.join('、')}` };
    case 'ROW_COUNT':
      return { ...error, message: `表格须有 1 到 ${refusal.most} 行` };
    case 'ROWS_REFUSED':
      return { ...error, message: `有 ${refusal.count} 行有误，全表未导入，详见逐行报告` };
    case 'SOURCE_NEEDED':
      return { ...error, field: ['source'], message: '请写明标准的文件名称与文号，不超过 200 字' };
    case 'BEFORE_TODAY':
      return { ...error, field: ['effectiveFrom'], message: '生效日期不能早于今天：已受理的工单不得改写所依标准' };
    case 'BEFORE_NEWEST':
      return {
        ...error,
        field: ['effectiveFrom'],
        message: `生效日期不能早于最新版本的生效日期 ${refusal.newest.toISOString()}`,
      };
  }
}
