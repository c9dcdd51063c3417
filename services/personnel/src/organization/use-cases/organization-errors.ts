import type { UserError } from '@gridlink/subgraph-kit';
import { rowField } from '../../import-row/row-report.ts';
import type { DissolutionRefusal } from '../domain/organization-dissolution.ts';
import type { OrganizationRefusal } from '../domain/organization-registration.ts';

function inWords(refusal: OrganizationRefusal): { readonly field: string; readonly message: string } {
  switch (refusal.kind) {
    case 'NOT_A_DIVISION':
      return { field: 'division', message: `区划代码应为 12 位数字，收到“${refusal.division}”` };
    case 'OUTSIDE_JURISDICTION':
      return { field: 'division', message: `区划 ${refusal.division} 不属于 ${refusal.jurisdiction}` };
    case 'OUTSIDE_SCOPE':
      return { field: 'division', message: `区划 ${refusal.division} 不在您的管辖范围内` };
    case 'CODE_MISMATCH':
      return { field: 'code', message: `机构代码应为 ${refusal.expected}（同职能第二个加 -2），收到“${refusal.code}”` };
    case 'KIND_MISMATCH':
      return { field: 'function', message: `类别 ${refusal.organizationKind} 的职能应为 ${refusal.expected}` };
    case 'BAD_NAME':
      return { field: 'name', message: '名称应为 1 至 100 个字符，不得含不可见字符' };
    case 'BAD_PHONE':
      return { field: 'phone', message: '电话应为 3 至 20 位数字，可含 +、空格和横线' };
    case 'REPEATED_ROW':
      return { field: 'code', message: `同一批中代码 ${refusal.code} 重复` };
    case 'DISSOLVED':
      return { field: 'code', message: `机构 ${refusal.code} 已撤销，不能再登记` };
  }
}

export const organizationRowErrors = (row: number, refusals: readonly OrganizationRefusal[]): UserError[] =>
  refusals.map((refusal) => {
    const { field, message } = inWords(refusal);
    return { code: refusal.kind, field: rowField(row, field), message };
  });

function dissolutionInWords(refusal: DissolutionRefusal): { readonly field: string; readonly message: string } {
  switch (refusal.kind) {
    case 'ALREADY_DISSOLVED':
      return { field: 'code', message: '该机构已经撤销' };
    case 'NO_SUCCESSOR':
      return { field: 'successor', message: `未找到承接机构 ${refusal.successor}` };
    case 'SUCCESSOR_IS_ITSELF':
      return { field: 'successor', message: '承接机构不能是被撤销的机构本身' };
    case 'SUCCESSOR_DISSOLVED':
      return { field: 'successor', message: `承接机构 ${refusal.successor} 已撤销` };
    case 'SUCCESSOR_ELSEWHERE':
      return { field: 'successor', message: `承接机构 ${refusal.successor} 属于其他地区` };
  }
}

export function dissolutionError(refusal: DissolutionRefusal): UserError {
  const { field, message } = dissolutionInWords(refusal);
  return { code: refusal.kind, field: ['input', field], message };
}
