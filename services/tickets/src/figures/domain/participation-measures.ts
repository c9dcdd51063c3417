/** What suggestions, deliberations and their items can be counted as. */
export const PARTICIPATION_MEASURES = {
  SUGGESTIONS: { zh: '意见建议数', en: 'suggestions taken in', of: 'SUGGESTION' },
  SUGGESTIONS_ANSWERED: { zh: '已答复意见建议数', en: 'suggestions answered', of: 'SUGGESTION' },
  SUGGESTIONS_ADOPTED: { zh: '采纳意见建议数', en: 'suggestions taken up, wholly or in part', of: 'SUGGESTION' },
  SUGGESTION_ANSWER_DUE: { zh: '应答复意见建议数', en: 'suggestions answered, or late to be', of: 'SUGGESTION' },
  SUGGESTION_ANSWER_ON_TIME: { zh: '按时答复意见建议数', en: 'suggestions answered in time', of: 'SUGGESTION' },
  SUGGESTIONS_WAITING_NOW: { zh: '待答复意见建议数', en: 'suggestions waiting for an answer', of: 'SUGGESTION' },
  SUGGESTIONS_OVERDUE_NOW: { zh: '逾期未答复意见建议数', en: 'suggestions whose answer is late', of: 'SUGGESTION' },
  DELIBERATIONS_HELD: { zh: '议事会次数', en: 'deliberations held', of: 'DELIBERATION' },
  RESOLUTIONS: { zh: '议决议题数', en: 'items resolved', of: 'RESOLUTION' },
  RESOLUTIONS_AGREED: { zh: '达成一致议题数', en: 'items agreed on', of: 'RESOLUTION' },
  RESOLUTIONS_WITH_TICKETS: { zh: '转为工单的议题数', en: 'items that became tickets', of: 'RESOLUTION' },
} as const;

/** What a measure counts. */
export type CountedKind = 'TICKET' | 'SUGGESTION' | 'DELIBERATION' | 'RESOLUTION';
