import type { UserError } from '@gridlink/subgraph-kit';
import { boundaryText } from '../../boundary/boundary-text.ts';
import type { DivisionRefusal } from '../domain/check-row.ts';

/** A refusal of a division's row in words, with the field it is about. */
export function divisionError(refusal: DivisionRefusal): UserError {
  const [field, message] = worded(refusal);
  return {
    code: refusal.kind === 'BOUNDARY' ? refusal.boundary.kind : refusal.kind,
    field: [field],
    message,
    article: null,
  };
}

function worded(refusal: DivisionRefusal): readonly [field: string, message: string] {
  switch (refusal.kind) {
    case 'BAD_CODE':
      return ['code', `区划代码 ${refusal.code.slice(0, 20)} 不是以非零数字开头的 12 位数字`];
    case 'NAME_LENGTH':
      return ['name', `名称须为 1 到 ${refusal.most} 个字，不得含控制字符或不可见字符`];
    case 'LEVEL':
      return ['level', `层级 ${refusal.level} 与代码不符，应为 ${refusal.expected}`];
    case 'REPEATED':
      return ['code', `区划代码 ${refusal.code} 在本批中重复`];
    case 'PARENT_MISSING':
      return ['code', `上级区划 ${refusal.parent} 既未保存，也不在本批的前面`];
    case 'OUTSIDE_JURISDICTION':
      return ['code', `区划 ${refusal.code} 不在该法域的范围内`];
    case 'OUT_OF_REACH':
      return ['code', `区划 ${refusal.code} 不在您的管辖范围内`];
    case 'BOUNDARY':
      return ['boundary', boundaryText(refusal.boundary)];
  }
}
