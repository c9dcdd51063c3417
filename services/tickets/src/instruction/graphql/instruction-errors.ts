import type { UserError } from '@gridlink/subgraph-kit';
import { limitWords } from '../../ticket/graphql/user-errors.ts';
import type { InstructionRefusal } from '../domain/refusal.ts';

type Said = { readonly field?: readonly string[]; readonly message: string };

/** A name as it was given, which may be anything. */
const shortened = (name: string): string => name.slice(0, 60);

function inWords(refusal: InstructionRefusal): Said {
  switch (refusal.kind) {
    case 'NOT_ALLOWED':
      return { message: '您不能对该指令执行此操作' };
    case 'NO_RECIPIENTS':
      return { field: ['organizations'], message: '请至少选择一个接收单位或网格' };
    case 'TOO_MANY_RECIPIENTS':
      return { field: ['organizations'], message: `一条指令的接收单位与网格合计不得超过 ${refusal.most} 个` };
    case 'RECIPIENT_UNKNOWN':
      return {
        field: [refusal.field, String(refusal.index)],
        message: `${shortened(refusal.name)} 不存在、已撤销或者尚未公布`,
      };
    case 'RECIPIENT_OUTSIDE':
      return {
        field: [refusal.field, String(refusal.index)],
        message: `${shortened(refusal.name)} 不在本中心管辖范围内`,
      };
    case 'RECIPIENT_TWICE':
      return { field: [refusal.field, String(refusal.index)], message: `${shortened(refusal.name)} 重复` };
    case 'TICKET_UNKNOWN':
      return { field: ['ticketId'], message: '没有该工单，或者不在您的管辖范围内' };
    case 'NOT_A_MEETING_LINK':
      return { field: ['meetingUrl'], message: '会议链接应为带域名的 https 地址，不含账号密码，最多 500 个字符' };
    case 'LIMIT_OUT_OF_BOUNDS':
      return { field: ['limit'], message: `签收时限应在 ${limitWords(refusal.min)}至 ${limitWords(refusal.max)}之间` };
    case 'WITHDRAWN':
      return { field: ['instructionId'], message: '该指令已撤回' };
    case 'COMPLETED':
      return { field: ['instructionId'], message: '该指令已全部落实，不能撤回' };
    case 'ACKNOWLEDGED_ALREADY':
      return { field: ['instructionId'], message: '已经签收' };
    case 'NOT_ACKNOWLEDGED':
      return { field: ['instructionId'], message: '请先签收，再报告落实' };
    case 'DONE_ALREADY':
      return { field: ['instructionId'], message: '已经报告落实' };
    case 'NOBODY_LEFT':
      return { field: ['instructionId'], message: '接收方均已签收，无须重发' };
    case 'RESENT_ENOUGH':
      return { field: ['instructionId'], message: `已重发 ${refusal.times} 次，不能再重发` };
  }
}

/** A refusal as the caller reads it. */
export function instructionError(refusal: InstructionRefusal): UserError {
  const { field, message } = inWords(refusal);
  return { code: refusal.kind, field: field ?? [], message, article: null };
}
