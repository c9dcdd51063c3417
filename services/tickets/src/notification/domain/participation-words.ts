import type { ParticipationEvent } from './notification.ts';
import type { Words } from './words.ts';

/** What happens to suggestions and deliberations, as a desk reads it. A new verb does not compile until it has words. */
export const PARTICIPATION_WORDS: Readonly<Record<ParticipationEvent, Words>> = {
  'suggestion-received': { zh: '居民提出意见建议，请答复', en: 'a resident made it; please answer' },
  'suggestion-handed-on': { zh: '网格中心转交，请答复', en: 'was handed on to you; please answer' },
  'suggestion-returned': {
    zh: '答复单位已退回，请另行答复或者转交',
    en: 'was given back; please answer or hand it on',
  },
  'suggestion-answered': { zh: '已答复提出人', en: 'was answered' },
  'suggestion-rated': {
    zh: '提出人已评价答复，不满意的须再次答复',
    en: 'its answer was rated; who is not satisfied is answered once more',
  },
  'suggestion-overdue': { zh: '逾期未答复', en: 'was not answered in time' },
  'deliberation-convened': { zh: '已召集，请参加', en: 'was convened; please attend' },
  'deliberation-agenda-extended': { zh: '已增列议题', en: 'has another item on its agenda' },
  'deliberation-invited': { zh: '邀请贵单位参加', en: 'invites you; please attend' },
  'deliberation-postponed': { zh: '已延期', en: 'was postponed' },
  'deliberation-cancelled': { zh: '已取消', en: 'was cancelled' },
  'deliberation-opened': { zh: '已开会', en: 'was opened' },
  'deliberation-resolved': { zh: '有关议题已议决', en: 'resolved an item' },
  'deliberation-published': {
    zh: '纪要已公布，决定办理的事项已转为工单',
    en: 'has published its minutes; what is to be done became tickets',
  },
};
