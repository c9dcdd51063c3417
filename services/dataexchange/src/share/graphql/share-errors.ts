import type { UserError } from '@gridlink/subgraph-kit';
import type { CiteSharing, SharingRule } from '../../law/cite-sharing.ts';
import { MAX_TERM_DAYS } from '../domain/share.ts';
import type { ShareRefusal } from '../use-cases/share-deps.ts';

const MESSAGES: Readonly<Record<ShareRefusal['code'], string>> = {
  NOT_SHARED: '该数据资源不予共享',
  RETIRED: '该数据资源已停止共享',
  OWN_RESOURCE: '本机构的数据资源无需申请',
  FIELDS: '须至少申请一个数据项',
  UNKNOWN_FIELD: '该数据资源没有此数据项',
  CLEAR_FIELDS: '明文数据项须在所申请的数据项之内，且为敏感或个人信息',
  PURPOSE: '用途须为 4 至 300 字，不得含不可见字符',
  TERM: `期限须为 1 至 ${MAX_TERM_DAYS} 天`,
  AREA: '区域须为提供部门辖区内的 12 位区划代码',
  TICKET_UNKNOWN: '没有此工单，或工单尚未同步，请稍后重试',
  TICKET_NOT_YOURS: '该工单并非由本机构承办或持有，不能据此申请',
  TICKET_CLOSED: '该工单已办结，不能据此申请或授权',
  MORE_FIELDS: '授权的数据项不得超出申请范围，且至少一项',
  MORE_CLEAR: '明文数据项不得超出申请范围',
  WIDER_AREA: '授权区域不得超出申请区域',
  LONGER_TERM: '授权期限不得超过申请期限，且至少 1 天',
  REASON: '须写明理由（不超过 500 字，不得含不可见字符）',
  ALREADY_ANSWERED: '该申请已答复或已终止',
  NO_GRANT: '该申请没有有效授权可撤销',
  KEY_REUSED: '该幂等键已用于另一申请',
  IDEMPOTENCY_KEY: '幂等键须为 1 至 64 位字母、数字或 . _ : -',
};

/** Refusals that the law's graded access makes: who uses what, and how much of it, is granted for a purpose. */
const GROUNDS: Readonly<Partial<Record<ShareRefusal['code'], SharingRule>>> = {
  NOT_SHARED: 'gradedAccess',
  PURPOSE: 'gradedAccess',
  MORE_CLEAR: 'gradedAccess',
};

export const shareErrors = (refusals: readonly ShareRefusal[], cite: CiteSharing): UserError[] =>
  refusals.map(({ code, field }) => {
    const ground = GROUNDS[code];
    return { code, field, message: MESSAGES[code], article: ground ? cite(ground) : null };
  });
