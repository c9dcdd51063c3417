import { TICKET_STAGES, type TicketStage } from '@gridlink/contracts';
import { type CountedKind, PARTICIPATION_MEASURES } from './participation-measures.ts';

type Label = { readonly zh: string; readonly en: string };

/** What a ticket can be counted as. */
const TICKET_MEASURES = {
  REGISTERED: { zh: '登记数', en: 'registered' },
  OF_RESOLUTIONS: { zh: '决议形成的工单数', en: 'tickets that came of resolutions' },
  OF_RESOLUTIONS_CLOSED: { zh: '决议形成并已结案的工单数', en: 'tickets that came of resolutions and are closed' },
  ACCEPT_DUE: { zh: '应受理数', en: 'accepted, or late to be' },
  ACCEPT_ON_TIME: { zh: '按时受理数', en: 'accepted in time' },
  DISPATCH_DUE: { zh: '应分派数', en: 'dispatched, or late to be' },
  DISPATCH_ON_TIME: { zh: '按时分派数', en: 'dispatched in time' },
  REPORT_IN_DUE: { zh: '应签收数', en: 'reported in for, or late to be' },
  REPORT_IN_ON_TIME: { zh: '按时签收数', en: 'reported in for in time' },
  HANDLE_DUE: { zh: '应办结数', en: 'handled, or late to be' },
  HANDLE_ON_TIME: { zh: '按时办结数', en: 'handled in time' },
  FEED_BACK_DUE: { zh: '应反馈数', en: 'fed back, or late to be' },
  FEED_BACK_ON_TIME: { zh: '按时反馈数', en: 'fed back in time' },
  VERIFY_DUE: { zh: '应核查数', en: 'verified, or late to be' },
  VERIFY_ON_TIME: { zh: '按时核查数', en: 'verified in time' },
  ASSIGNED: { zh: '交办数', en: 'assigned' },
  RETURNED: { zh: '退回数', en: 'handed back' },
  EXTENDED: { zh: '延期数', en: 'given a longer limit' },
  EXTENDED_TO_CAP: { zh: '延期用尽数', en: 'extended as often as allowed' },
  SUSPENDED: { zh: '挂账数', en: 'suspended' },
  SUPERVISED: { zh: '督办数', en: 'put under supervision' },
  FED_BACK: { zh: '反馈数', en: 'fed back' },
  CONTACTED: { zh: '回访联系数', en: 'fed back in person to the reporter' },
  VERIFIED: { zh: '核查数', en: 'verified' },
  FIRST_PASSED: { zh: '一次通过数', en: 'passed at the first verification' },
  REWORKED: { zh: '返工数', en: 'failed a verification' },
  FALSELY_CLOSED: { zh: '虚假办结数', en: 'found falsely closed' },
  RATED: { zh: '评价数', en: 'rated by the reporter' },
  SATISFIED: { zh: '满意数', en: 'rated satisfied' },
  ENDED_WELL: { zh: '通过核查数', en: 'passed and closed at least once' },
  REOPENED: { zh: '重开数', en: 'reopened after closing' },
  HANDED_IN: { zh: '部门和网格上报数', en: 'handed in by bodies and grid staff' },
  SPLIT: { zh: '拆分上报数', en: 'handed in as part of a matter that was cut up' },
  PHOTOGRAPHED: { zh: '附照片办结数', en: 'handled with files of the platform’s own as evidence' },
  PHOTO_REUSED: { zh: '照片重复使用数', en: 'handled with a file, or a picture, that is evidence of another ticket' },
  SELF_CLOSED: { zh: '自报自结数', en: 'reported and handled by the same hands' },
  CLOSED: { zh: '结案数', en: 'closed' },
  NOT_ACCEPTED: { zh: '不予受理数', en: 'not accepted' },
  MERGED: { zh: '并案数', en: 'merged into another' },
  VOIDED: { zh: '作废数', en: 'void' },
  STILL_OPEN: { zh: '尚未办结数', en: 'still open, by the day of the report' },
  OPEN_NOW: { zh: '在办数', en: 'open now' },
  LATE_NOW: { zh: '逾期数', en: 'late now' },
  SUPERVISED_NOW: { zh: '督办中数', en: 'under supervision now' },
  ...(Object.fromEntries(
    TICKET_STAGES.map((stage) => [`STAGE_${stage}`, { zh: '该环节数', en: `in the stage ${stage} now` }]),
  ) as Readonly<Record<`STAGE_${TicketStage}`, Label>>),
} satisfies Readonly<Record<string, Label>>;

/**
 * What can be counted. Every measure counts things of one kind: each at most once for a unit and once for all, on one day, so that a
 * number is the length of the list it opens and months add up to years.
 */
export const MEASURES = { ...TICKET_MEASURES, ...PARTICIPATION_MEASURES };

export type Measure = keyof typeof MEASURES;

/** What a number of a measure opens. */
export function kindOf(measure: Measure): CountedKind {
  const definition: Label & { readonly of?: CountedKind } = MEASURES[measure];
  return definition.of ?? 'TICKET';
}

/** Stands for every unit, or for every category. Sorts before any code. */
export const ALL = '*';

/** A day in China, `2026-03-02`; or now, for what holds until it ends. */
export type Day = string;
export const NOW: Day = 'NOW';

/** One thing something is counted as. */
export type Fact = { readonly measure: Measure; readonly unit: string; readonly day: Day };
