import type { Rule } from './indicators.ts';

const WITHOUT_LIMIT = { zh: '没有答复时限的不计', en: 'Suggestions without a limit for the answer do not count.' };
const NONE = { zh: '无', en: 'None.' };
const BY_FIRST_ANSWER = { zh: '按首次答复之日归期', en: 'On the day of the first answer.' };
const BY_RESOLUTION = { zh: '按议决之日归期', en: 'On the day it was resolved.' };

/** What residents suggest and deliberate (ZZ8, ZZ19, JS9), and what comes of it. */
export const PARTICIPATION_RULES: readonly Rule[] = [
  {
    code: 'SUGGESTIONS',
    name: { zh: '意见建议登记量', en: 'Suggestions taken in' },
    numerator: 'SUGGESTIONS',
    denominator: null,
    exclusions: NONE,
    asOf: { zh: '按收到之日归期', en: 'On the day it was taken in.' },
    better: 'NEITHER',
  },
  {
    code: 'SUGGESTIONS_ANSWERED',
    name: { zh: '意见建议答复量', en: 'Suggestions answered' },
    numerator: 'SUGGESTIONS_ANSWERED',
    denominator: null,
    exclusions: NONE,
    asOf: BY_FIRST_ANSWER,
    better: 'NEITHER',
  },
  {
    code: 'SUGGESTIONS_ANSWERED_IN_TIME',
    name: { zh: '意见建议按时答复率', en: 'Suggestions answered in time' },
    numerator: 'SUGGESTION_ANSWER_ON_TIME',
    denominator: 'SUGGESTION_ANSWER_DUE',
    exclusions: WITHOUT_LIMIT,
    asOf: {
      zh: '按首次答复或首次到期未答复之日归期；此后再次答复有逾期的即为逾期',
      en: 'On the day it was first answered or first fell due; one lateness, then or later, makes it late.',
    },
    better: 'HIGHER',
  },
  {
    code: 'SUGGESTIONS_ADOPTED',
    name: { zh: '意见建议采纳率', en: 'Suggestions taken up' },
    numerator: 'SUGGESTIONS_ADOPTED',
    denominator: 'SUGGESTIONS_ANSWERED',
    exclusions: NONE,
    asOf: BY_FIRST_ANSWER,
    better: 'NEITHER',
  },
  {
    code: 'DELIBERATIONS',
    name: { zh: '议事会召开次数', en: 'Deliberations held' },
    numerator: 'DELIBERATIONS_HELD',
    denominator: null,
    exclusions: { zh: '取消的和尚未开会的不计', en: 'Cancelled ones and those yet to be held do not count.' },
    asOf: { zh: '按开会之日归期', en: 'On the day it was held.' },
    better: 'HIGHER',
  },
  {
    code: 'RESOLUTIONS',
    name: { zh: '议决议题量', en: 'Items resolved' },
    numerator: 'RESOLUTIONS',
    denominator: null,
    exclusions: NONE,
    asOf: BY_RESOLUTION,
    better: 'NEITHER',
  },
  {
    code: 'RESOLUTIONS_AGREED',
    name: { zh: '议题达成一致率', en: 'Items agreed on' },
    numerator: 'RESOLUTIONS_AGREED',
    denominator: 'RESOLUTIONS',
    exclusions: NONE,
    asOf: BY_RESOLUTION,
    better: 'HIGHER',
  },
  {
    code: 'RESOLUTIONS_WITH_TICKETS',
    name: { zh: '议题转办率', en: 'Items that became tickets' },
    numerator: 'RESOLUTIONS_WITH_TICKETS',
    denominator: 'RESOLUTIONS',
    exclusions: { zh: '纪要尚未公布的不计为转办', en: 'Until the minutes are published none became tickets.' },
    asOf: BY_RESOLUTION,
    better: 'NEITHER',
  },
  {
    code: 'RESOLUTIONS_CARRIED_OUT',
    name: { zh: '决议事项办结率', en: 'Tickets of resolutions closed' },
    numerator: 'OF_RESOLUTIONS_CLOSED',
    denominator: 'OF_RESOLUTIONS',
    exclusions: {
      zh: '并案、作废的工单不计',
      en: 'Tickets merged into another and void ones do not count.',
    },
    asOf: { zh: '按工单形成之日归期', en: 'On the day the ticket was made.' },
    better: 'HIGHER',
  },
];
