import type { Measure } from './measure.ts';
import { PARTICIPATION_RULES } from './participation-indicators.ts';

type Label = { readonly zh: string; readonly en: string };

/** A figure the appraisal goes by: what is counted, of what, without what, as of when. Another definition is another version. */
export type Indicator = {
  readonly code: string;
  readonly version: number;
  readonly name: Label;
  readonly numerator: Measure;
  /** Null where the figure is a count. */
  readonly denominator: Measure | null;
  readonly exclusions: Label;
  readonly asOf: Label;
  /** WORK is the score itself; INTEGRITY stands beside it and says whether the score can be believed; PARTICIPATION is what residents suggest and resolve. */
  readonly group: 'WORK' | 'PARTICIPATION' | 'INTEGRITY';
  readonly better: 'HIGHER' | 'LOWER' | 'NEITHER';
};

const NOT_COUNTED: Label = {
  zh: '并案、作废的工单不计',
  en: 'Tickets merged into another and void ones do not count.',
};
const NOT_COUNTED_NOR_EXCUSED: Label = {
  zh: '并案、作废的工单不计；申诉成立的逾期视为按时；退回、收回的交办既不计按时也不计逾期',
  en: 'Tickets merged into another and void ones do not count; lateness excused on appeal counts as in time; work handed back or taken away is neither.',
};
const NOT_OVERTURNED: Label = {
  zh: '并案、作废的工单不计；申诉成立的核查不通过不计',
  en: 'Tickets merged into another and void ones do not count, nor do failures overturned on appeal.',
};
const BY_DECISION: Label = {
  zh: '按首次办结或首次到期未办结之日归期；此后同类时限再有逾期即为逾期',
  en: 'On the day the limit was first kept or first fell due; one lateness of the kind, then or later, makes the ticket late.',
};
const BY_FIRST_VERIFICATION: Label = { zh: '按首次核查之日归期', en: 'On the day of the first verification.' };
const BY_FIRST_ASSIGNMENT: Label = { zh: '按首次交办之日归期', en: 'On the day it was first assigned.' };
const BY_FIRST_CLOSING: Label = { zh: '按首次通过核查之日归期', en: 'On the day it first passed and closed.' };
const BY_REPORT: Label = { zh: '按上报之日归期', en: 'On the day of the report.' };
const BY_END: Label = { zh: '按结束之日归期', en: 'On the day it ended; a reopened ticket has not.' };

export type Rule = Omit<Indicator, 'version' | 'group' | 'exclusions'> &
  Partial<Pick<Indicator, 'version' | 'group' | 'exclusions'>>;
const indicator = (rule: Rule): Indicator => ({ version: 1, group: 'WORK', exclusions: NOT_COUNTED, ...rule });

const inTime = (
  code: string,
  name: Label,
  kind: 'ACCEPT' | 'DISPATCH' | 'REPORT_IN' | 'HANDLE' | 'FEED_BACK' | 'VERIFY',
): Indicator =>
  indicator({
    code,
    name,
    numerator: `${kind}_ON_TIME`,
    denominator: `${kind}_DUE`,
    exclusions: NOT_COUNTED_NOR_EXCUSED,
    asOf: BY_DECISION,
    better: 'HIGHER',
  });

/** All figures there are, as data; the order is that of the report. */
export const INDICATORS: readonly Indicator[] = [
  indicator({
    code: 'REGISTERED',
    name: { zh: '登记量', en: 'Registered' },
    numerator: 'REGISTERED',
    denominator: null,
    exclusions: { zh: '作废的工单不计', en: 'Void tickets do not count.' },
    asOf: BY_REPORT,
    better: 'NEITHER',
  }),
  indicator({
    code: 'CLOSED',
    name: { zh: '结案量', en: 'Closed' },
    numerator: 'CLOSED',
    denominator: null,
    asOf: BY_END,
    better: 'NEITHER',
  }),
  inTime('ACCEPTED_IN_TIME', { zh: '按时受理率', en: 'Accepted in time' }, 'ACCEPT'),
  inTime('DISPATCHED_IN_TIME', { zh: '按时分派率', en: 'Dispatched in time' }, 'DISPATCH'),
  inTime('REPORTED_IN_IN_TIME', { zh: '按时签收率', en: 'Reported in for in time' }, 'REPORT_IN'),
  inTime('HANDLED_IN_TIME', { zh: '按时办结率', en: 'Handled in time' }, 'HANDLE'),
  inTime('FED_BACK_IN_TIME', { zh: '按时反馈率', en: 'Fed back in time' }, 'FEED_BACK'),
  inTime('VERIFIED_IN_TIME', { zh: '按时核查率', en: 'Verified in time' }, 'VERIFY'),
  indicator({
    code: 'FIRST_TIME_PASS',
    name: { zh: '一次通过率', en: 'Passed at the first verification' },
    numerator: 'FIRST_PASSED',
    denominator: 'VERIFIED',
    exclusions: NOT_OVERTURNED,
    asOf: BY_FIRST_VERIFICATION,
    better: 'HIGHER',
  }),
  indicator({
    code: 'REWORK',
    name: { zh: '返工率', en: 'Reworked' },
    numerator: 'REWORKED',
    denominator: 'VERIFIED',
    exclusions: NOT_OVERTURNED,
    asOf: BY_FIRST_VERIFICATION,
    better: 'LOWER',
  }),
  indicator({
    code: 'RETURN',
    name: { zh: '退回率', en: 'Handed back' },
    numerator: 'RETURNED',
    denominator: 'ASSIGNED',
    asOf: BY_FIRST_ASSIGNMENT,
    better: 'LOWER',
  }),
  indicator({
    code: 'SATISFACTION',
    name: { zh: '群众满意率', en: 'Rated satisfied' },
    numerator: 'SATISFIED',
    denominator: 'RATED',
    exclusions: { zh: '未评价的工单不计', en: 'Tickets nobody rated do not count.' },
    asOf: { zh: '以最后一次评价为准，按评价之日归期', en: 'The last rating counts, on the day it was given.' },
    better: 'HIGHER',
  }),
  indicator({
    code: 'CONTACT',
    name: { zh: '回访率', en: 'Told in person' },
    numerator: 'CONTACTED',
    denominator: 'FED_BACK',
    asOf: { zh: '按首次反馈之日归期', en: 'On the day of the first feedback.' },
    better: 'HIGHER',
  }),
  indicator({
    code: 'EXTENSION',
    name: { zh: '延期率', en: 'Extended' },
    numerator: 'EXTENDED',
    denominator: 'ASSIGNED',
    asOf: BY_FIRST_ASSIGNMENT,
    better: 'LOWER',
  }),
  indicator({
    code: 'SUSPENSION',
    name: { zh: '挂账率', en: 'Suspended' },
    numerator: 'SUSPENDED',
    denominator: 'ASSIGNED',
    asOf: BY_FIRST_ASSIGNMENT,
    better: 'LOWER',
  }),
  indicator({
    code: 'SUPERVISION',
    name: { zh: '督办件数', en: 'Supervised' },
    numerator: 'SUPERVISED',
    denominator: null,
    exclusions: {
      zh: '并案、作废的工单不计；申诉成立的督办不计',
      en: 'Tickets merged into another and void ones do not count, nor do orders overturned on appeal.',
    },
    asOf: { zh: '按首次督办之日归期', en: 'On the day of the first order.' },
    better: 'LOWER',
  }),
  indicator({
    code: 'NOT_ACCEPTED',
    name: { zh: '不予受理量', en: 'Not accepted' },
    numerator: 'NOT_ACCEPTED',
    denominator: null,
    asOf: BY_END,
    better: 'NEITHER',
  }),
  indicator({
    code: 'MERGED',
    name: { zh: '并案量', en: 'Merged' },
    numerator: 'MERGED',
    denominator: null,
    exclusions: { zh: '无', en: 'None.' },
    asOf: BY_END,
    better: 'NEITHER',
  }),
  indicator({
    code: 'VOIDED',
    name: { zh: '作废量', en: 'Void' },
    numerator: 'VOIDED',
    denominator: null,
    exclusions: { zh: '无', en: 'None.' },
    asOf: BY_END,
    better: 'NEITHER',
  }),
  ...PARTICIPATION_RULES.map((rule) => indicator({ ...rule, group: 'PARTICIPATION' })),
  indicator({
    code: 'REOPEN',
    name: { zh: '重开率', en: 'Reopened' },
    numerator: 'REOPENED',
    denominator: 'ENDED_WELL',
    asOf: BY_FIRST_CLOSING,
    group: 'INTEGRITY',
    better: 'LOWER',
  }),
  indicator({
    code: 'FALSE_CLOSURE',
    name: { zh: '虚假办结率', en: 'Falsely closed' },
    numerator: 'FALSELY_CLOSED',
    denominator: 'VERIFIED',
    exclusions: NOT_OVERTURNED,
    asOf: BY_FIRST_VERIFICATION,
    group: 'INTEGRITY',
    better: 'LOWER',
  }),
  indicator({
    code: 'SELF_CLOSURE',
    name: { zh: '自报自结率', en: 'Reported and handled by the same hands' },
    numerator: 'SELF_CLOSED',
    denominator: 'ENDED_WELL',
    asOf: BY_FIRST_CLOSING,
    group: 'INTEGRITY',
    better: 'LOWER',
  }),
  indicator({
    code: 'SPLITTING',
    name: { zh: '拆分上报率', en: 'Cut into several tickets' },
    numerator: 'SPLIT',
    denominator: 'HANDED_IN',
    exclusions: {
      zh: '群众反映的不计；并案、作废的工单不计',
      en: 'What residents report does not count, nor do tickets merged into another and void ones.',
    },
    asOf: BY_REPORT,
    group: 'INTEGRITY',
    better: 'LOWER',
  }),
  indicator({
    code: 'PHOTO_REUSE',
    // The second counts pictures made smaller, brighter or into another format too.
    version: 2,
    name: { zh: '照片重复使用率', en: 'Handled with a photo used before' },
    numerator: 'PHOTO_REUSED',
    denominator: 'PHOTOGRAPHED',
    exclusions: {
      zh: '未附平台照片的不计；并案、作废的工单不计',
      en: 'Work without files of the platform’s own does not count, nor do tickets merged into another and void ones.',
    },
    asOf: { zh: '按首次附照片办结之日归期', en: 'On the day it was first handled with such a file.' },
    group: 'INTEGRITY',
    better: 'LOWER',
  }),
  indicator({
    code: 'EXTENSION_TO_CAP',
    name: { zh: '延期用尽率', en: 'Extended as often as allowed' },
    numerator: 'EXTENDED_TO_CAP',
    denominator: 'ASSIGNED',
    asOf: BY_FIRST_ASSIGNMENT,
    group: 'INTEGRITY',
    better: 'LOWER',
  }),
];
