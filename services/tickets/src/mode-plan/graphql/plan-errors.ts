import type { UserError } from '@gridlink/subgraph-kit';
import { limitWords } from '../../ticket/graphql/user-errors.ts';
import type { PlanRefusal } from '../domain/refusal.ts';

type Said = { readonly field?: readonly string[]; readonly message: string };

const shortened = (name: string): string => name.slice(0, 60);
const at = (list: string, index: number, field: string): readonly string[] => [list, String(index), field];

function inWords(refusal: PlanRefusal): Said {
  switch (refusal.kind) {
    case 'NOT_ALLOWED':
      return { message: '您不能对该预案执行此操作' };
    case 'MODE_NOT_FORESEEN':
      return { field: ['mode'], message: '本地法规包没有该模态' };
    case 'NO_DIVISIONS':
      return { field: ['divisions'], message: '请至少选择一个适用区划' };
    case 'DIVISION_OUTSIDE':
      return {
        field: ['divisions', String(refusal.index)],
        message: `${shortened(refusal.name)} 不在本中心管辖范围内`,
      };
    case 'ENDS_BEFORE_IT_BEGINS':
      return { field: ['until'], message: '结束时刻应晚于开始时刻' };
    case 'OVER_ALREADY':
      return { field: ['until'], message: '结束时刻已过' };
    case 'HOLDS_TOO_LONG':
      return { field: ['until'], message: `预案适用期不得超过 ${limitWords(refusal.longest)}` };
    case 'CHANGES_NOTHING':
      return { field: ['limits'], message: '预案应当至少调整时限、巡查或者流转之一' };
    case 'TOO_MANY_CHANGES':
      return { field: [refusal.field], message: `不得超过 ${refusal.most} 项` };
    case 'FACTOR_OR_LIMIT':
      return { field: ['limits', String(refusal.index)], message: '系数与时限应当且只能填写一项' };
    case 'SEVERITY_NEEDED':
      return { field: at('limits', refusal.index, 'severity'), message: '直接规定时限的，应当指明严重程度' };
    case 'CHANGED_TWICE':
      return { field: at('limits', refusal.index, 'step'), message: '同一环节、同一严重程度只能调整一次' };
    case 'FACTOR_OUT_OF_BOUNDS':
      return {
        field: at('limits', refusal.index, 'factor'),
        message: `系数应在 ${refusal.least} 至 ${refusal.most} 之间`,
      };
    case 'LIMIT_OUT_OF_BOUNDS':
      return {
        field: at('limits', refusal.index, 'limit'),
        message: `时限应在 ${limitWords(refusal.min)}至 ${limitWords(refusal.max)}之间`,
      };
    case 'PATROLS_OUT_OF_BOUNDS':
      return { field: ['patrolsADay'], message: `每日巡查次数应为 1 至 ${refusal.most}` };
    case 'ROUTE_TWICE':
      return { field: at('routes', refusal.index, 'itemCode'), message: '同一事项只能规定一个首接单位' };
    case 'ITEM_UNKNOWN':
      return { field: at('routes', refusal.index, 'itemCode'), message: `事项清单中没有 ${shortened(refusal.name)}` };
    case 'UNIT_UNKNOWN':
      return { field: at('routes', refusal.index, 'to'), message: `${shortened(refusal.name)} 不存在或已撤销` };
    case 'UNIT_OUTSIDE':
      return { field: at('routes', refusal.index, 'to'), message: `${shortened(refusal.name)} 不在本中心管辖范围内` };
    case 'PLAN_STATE':
      return { field: ['planId'], message: `预案处于 ${refusal.state} 状态` };
    case 'OWN_DRAFT':
      return { field: ['planId'], message: '不得审核自己起草的预案，请由其他人员发布' };
  }
}

/** A refusal as the caller reads it. */
export function planError(refusal: PlanRefusal): UserError {
  const { field, message } = inWords(refusal);
  return { code: refusal.kind, field: field ?? [], message, article: null };
}
