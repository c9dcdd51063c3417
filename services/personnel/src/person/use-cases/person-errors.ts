import type { UserError } from '@gridlink/subgraph-kit';
import { rowField } from '../../import-row/row-report.ts';
import type { PersonRefusal } from '../domain/person-registration.ts';

type InWords = { readonly field: string; readonly message: string };

/** Numbers of persons are never repeated in a message: messages reach logs and screens. */
function inWords(refusal: PersonRefusal): InWords {
  switch (refusal.kind) {
    case 'BAD_NAME':
      return { field: 'name', message: '姓名应为 1 至 50 个字符，不得含不可见字符' };
    case 'BAD_BIRTH_DATE':
      return { field: 'birthDate', message: `出生日期应为过去的日期，如 1990-05-01，收到“${refusal.birthDate}”` };
    case 'BAD_NATIONALITY':
      return { field: 'nationality', message: `国籍应为两位大写字母，如 CN，收到“${refusal.nationality}”` };
    case 'BAD_ID_NUMBER':
      return {
        field: 'idNumber',
        message: '证件号码无效：居民身份证号须 18 位且校验位正确，护照号须 6 至 20 位大写字母或数字',
      };
    case 'BIRTH_DATE_DISAGREES':
      return { field: 'birthDate', message: '出生日期与居民身份证号不一致' };
    case 'BAD_PHONE':
      return { field: 'phone', message: '手机号码应为 11 位，以 1 开头' };
    case 'NOT_A_DIVISION':
      return { field: 'division', message: `区划代码应为 12 位数字，收到“${refusal.division}”` };
    case 'OUTSIDE_JURISDICTION':
      return { field: 'division', message: `区划 ${refusal.division} 不属于 ${refusal.jurisdiction}` };
    case 'OUTSIDE_SCOPE':
      return { field: 'division', message: `区划 ${refusal.division} 不在您的管辖范围内` };
    case 'KEPT_ELSEWHERE':
      return { field: 'idNumber', message: '该人员档案由其他区划保管，须由共同上级办理' };
    case 'UNKNOWN_BACKGROUND':
      return { field: 'backgrounds', message: `没有身份背景 ${refusal.background}，可用：${refusal.known.join('、')}` };
    case 'UNKNOWN_MATTER':
      return {
        field: 'vetting',
        message: `没有证明事项 ${refusal.matter}，可用：${refusal.known.join('、') || '（当地法规未要求）'}`,
      };
    case 'REPEATED_ROW':
      return { field: 'idNumber', message: '同一批中证件号码重复' };
  }
}

export const personRowErrors = (row: number, refusals: readonly PersonRefusal[]): UserError[] =>
  refusals.map((refusal) => {
    const { field, message } = inWords(refusal);
    return { code: refusal.kind, field: rowField(row, field), message };
  });
