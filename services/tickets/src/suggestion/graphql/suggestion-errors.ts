import type { UserError } from '@gridlink/subgraph-kit';
import { toUserError } from '../../ticket/graphql/user-errors.ts';
import type { SuggestionRefusal } from '../domain/refusal.ts';
import type { SuggestionState } from '../domain/suggestion.ts';

type Said = { readonly field: readonly string[]; readonly message: string };

/** A name as it was given, which may be anything. */
const shortened = (name: string): string => name.slice(0, 60);

const STATE_WORDS: Readonly<Record<SuggestionState, string>> = {
  OPEN: '待答复',
  ANSWERED: '已答复',
  SATISFIED: '已答复，提出人满意',
  UNSATISFIED: '提出人不满意，须再次答复',
};

function inWords(refusal: SuggestionRefusal): Said {
  switch (refusal.kind) {
    case 'NOT_ALLOWED':
      return { field: [], message: '您不能对该意见建议执行此操作' };
    case 'SUGGESTION_STATE':
      return { field: ['suggestionId'], message: `该意见建议的状态为：${STATE_WORDS[refusal.state]}` };
    case 'ANSWERER_UNKNOWN':
      return { field: ['to'], message: `${shortened(refusal.name)} 不存在或已撤销` };
    case 'ANSWERER_OUTSIDE':
      return { field: ['to'], message: `该意见建议不在 ${shortened(refusal.name)} 所属区划内` };
    case 'WITH_IT_ALREADY':
      return { field: ['to'], message: `该意见建议已由 ${shortened(refusal.name)} 答复` };
    case 'HANDED_ON_ENOUGH':
      return { field: ['suggestionId'], message: `已转交 ${refusal.most} 次，请由网格中心答复` };
    case 'NOT_HANDED_ON':
      return { field: ['suggestionId'], message: '该意见建议由网格中心答复，不能退回' };
    case 'ANSWERED_ENOUGH':
      return { field: ['suggestionId'], message: `已答复 ${refusal.most} 次，不能再答复` };
    case 'NOT_ADOPTED':
      return { field: ['suggestionId'], message: '采纳或者部分采纳的意见建议方可转为工单或者列入议题' };
    case 'REASON_UNKNOWN':
      return {
        field: ['reason'],
        message: `理由 ${shortened(refusal.reason)} 不在清单中，可选：${refusal.known.join('、')}`,
      };
    case 'NOTHING_TO_REDACT':
      return { field: ['fragments'], message: '请给出需要隐去的文字' };
    case 'FRAGMENT_UNFIT':
    case 'FRAGMENT_IN_WORDS':
      return toUserError(refusal);
    case 'NOT_IN_SUGGESTION':
      return { field: ['fragments', String(refusal.index)], message: '意见建议中没有这段文字' };
    case 'REDACTED_ENOUGH':
      return { field: ['suggestionId'], message: `已隐去 ${refusal.most} 次，不能再隐去` };
  }
}

/** A refusal as the caller reads it. */
export function suggestionError(refusal: SuggestionRefusal): UserError {
  return { code: refusal.kind, ...inWords(refusal), article: null };
}
