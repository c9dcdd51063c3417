import type { UserError } from '@gridlink/subgraph-kit';
import type { ExceptionRefusal } from '../domain/list-exception.ts';

const LEVELS = { PROVINCE: '省级', CITY: '市级', COUNTY: '县级', TOWN: '乡级', VILLAGE: '村级' } as const;
const TEXTS = { reason: '理由', documentNumber: '文号', words: '说明' } as const;

/** A refusal in words, with the field it is about and, where the law refuses, the article. */
export function exceptionError(refusal: ExceptionRefusal): UserError {
  const error = { code: refusal.kind, article: null };
  switch (refusal.kind) {
    case 'NOT_THE_SIGNER': {
      const message = `清单例外由${LEVELS[refusal.level]}及以上主管部门签批`;
      return { code: refusal.kind, field: ['kind'], message, article: refusal.article };
    }
    case 'NO_EXCEPTION_IN_LAW': {
      const message = '本地法规不允许将清单外事项交由网格人员承担，不得签批例外';
      return { code: refusal.kind, field: ['kind'], message, article: refusal.article };
    }
    case 'TEXT_NEEDED':
      return { ...error, field: [refusal.field], message: `请填写${TEXTS[refusal.field]}，不超过 ${refusal.most} 字` };
    case 'DEPARTMENT_UNKNOWN':
      return {
        ...error,
        field: ['department'],
        message: `${refusal.department.slice(0, 60)} 不是本辖区已登记的网格联动部门`,
      };
    case 'ITEM_UNKNOWN':
      return { ...error, field: ['itemCode'], message: `事项清单中没有 ${refusal.itemCode.slice(0, 60)}` };
    case 'ITEM_NEEDED':
      return { ...error, field: ['itemCode'], message: '请选择事项清单条目' };
    case 'EXPIRES_TOO_SOON':
      return { ...error, field: ['expiresAt'], message: '失效时刻应当晚于现在' };
    case 'EXPIRES_TOO_LATE':
      return { ...error, field: ['expiresAt'], message: `例外最长 ${refusal.mostDays} 天` };
    case 'NOT_STANDING':
      return { ...error, field: ['id'], message: '该例外已失效或已撤销' };
  }
}
