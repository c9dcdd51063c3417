import { readFileSync } from 'node:fs';
import { TICKET_STAGES, type TicketStage } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import {
  ACCEPT,
  actors,
  after,
  complete,
  DISPATCH,
  ESCALATE,
  EVIDENCE,
  FEED_BACK,
  giveBack,
  inAcceptance,
  inDispatch,
  inFeedback,
  inHandling,
  inVerification,
  inWork,
  isClosed,
  MORNING,
  OFFER,
  PASS,
  POLICE,
  REOPEN,
  reportIn,
  TOWN,
  URBAN,
  verdict,
} from '../../../test/ticket-story.ts';
import type { Actor } from './actor.ts';
import type { CommandName, TicketCommand } from './commands.ts';
import { lifecycleDocument } from './diagram.ts';
import { isOpen } from './stage.ts';
import type { TicketState } from './ticket.ts';
import { COMMAND_NAMES, TRANSITIONS } from './transitions.ts';

const WORDS = { words: '说明' };

/** One command of each name by somebody who may give it. */
const COMMANDS: Readonly<Record<Exclude<CommandName, 'reportTicket'>, readonly [Actor, TicketCommand]>> = {
  recomputeDeadlines: [actors.system, { type: 'recomputeDeadlines', rules: 'r1' }],
  locateTicket: [actors.system, { type: 'locateTicket' }],
  succeedUnit: [actors.system, { type: 'succeedUnit', from: URBAN, to: `${TOWN}-TOWN` }],
  passTime: [actors.system, { type: 'passTime' }],
  openJointCase: [actors.system, { type: 'openJointCase' }],
  acceptTicket: [actors.town, ACCEPT],
  declineTicket: [actors.town, { type: 'declineTicket', reason: 'UNCLEAR', ...WORDS }],
  solveOnSpot: [actors.worker, { type: 'solveOnSpot', itemCode: 'PUBLICITY', result: '已劝导', evidence: EVIDENCE }],
  escalateTicket: [actors.town, ESCALATE],
  assignDown: [actors.county, { type: 'assignDown', holder: `${TOWN}-TOWN`, words: null }],
  dispatchTicket: [actors.county, DISPATCH],
  reportIn: [actors.urban, reportIn('a1')],
  returnAssignment: [actors.urban, giveBack('a1')],
  refuseOffList: [actors.worker, { type: 'refuseOffList', assignmentId: 'a1', ...WORDS }],
  noteProgress: [actors.urban, { type: 'noteProgress', assignmentId: 'a1', private: false, evidence: [], ...WORDS }],
  completeAssignment: [actors.urban, complete('a1')],
  completeMilestone: [
    actors.urban,
    { type: 'completeMilestone', assignmentId: 'a1', milestoneId: 'a1.m1', evidence: EVIDENCE, ...WORDS },
  ],
  requestExtension: [
    actors.urban,
    { type: 'requestExtension', assignmentId: 'a1', extendBy: { amount: 1, unit: 'WORKING_DAY' }, ...WORDS },
  ],
  requestSuspension: [
    actors.urban,
    { type: 'requestSuspension', assignmentId: 'a1', until: MORNING, reason: 'EXPERT_OPINION', ...WORDS },
  ],
  decideTimeRequest: [actors.county, { type: 'decideTimeRequest', requestId: 't1', granted: true, ...WORDS }],
  resumeAssignment: [actors.urban, { type: 'resumeAssignment', assignmentId: 'a1', ...WORDS }],
  mergeTicket: [actors.town, { type: 'mergeTicket', into: '41010020260302000002', ...WORDS }],
  whistle: [actors.town, { type: 'whistle', orders: [{ unit: URBAN, instruction: '到场', limit: null }], ...WORDS }],
  openConsultation: [
    actors.county,
    { type: 'openConsultation', invited: [URBAN, POLICE], online: true, venue: null, ...WORDS },
  ],
  giveOpinion: [actors.urban, { type: 'giveOpinion', consultationId: 'c1', position: 'LEAD', ...WORDS }],
  decideConsultation: [
    actors.county,
    { ...DISPATCH, type: 'decideConsultation', consultationId: 'c1', evidence: EVIDENCE, ...WORDS },
  ],
  startMediation: [
    actors.urban,
    { type: 'startMediation', assignmentId: 'a1', kind: 'PEOPLES', mediator: '社区调委会', ...WORDS },
  ],
  endMediation: [actors.urban, { type: 'endMediation', mediationId: 'm1', agreed: false, evidence: [], ...WORDS }],
  guideToLegalRoute: [actors.urban, { type: 'guideToLegalRoute', assignmentId: 'a1', route: 'ARBITRATION', ...WORDS }],
  requestFieldCheck: [actors.town, { type: 'requestFieldCheck', ...WORDS }],
  answerFieldCheck: [
    actors.worker,
    { type: 'answerFieldCheck', fieldCheckId: 'f1', finding: 'CONFIRMED', evidence: [], ...WORDS },
  ],
  declareEmergency: [actors.worker, { type: 'declareEmergency', ...WORDS }],
  standDown: [actors.county, { type: 'standDown', ...WORDS }],
  giveFeedback: [actors.county, FEED_BACK],
  verifyTicket: [actors.county, PASS],
  reopenTicket: [actors.reporter, REOPEN],
  explainLateness: [actors.county, { type: 'explainLateness', deadlineId: 'd1', ...WORDS }],
  superviseTicket: [actors.city, { type: 'superviseTicket', target: URBAN, ...WORDS }],
  answerSupervision: [actors.urban, { type: 'answerSupervision', supervisionId: 's1', evidence: [], ...WORDS }],
  settleSupervision: [actors.city, { type: 'settleSupervision', supervisionId: 's1', ...WORDS }],
  failSupervision: [actors.city, { type: 'failSupervision', supervisionId: 's1', ...WORDS }],
  handOverAtBorder: [actors.town, { type: 'handOverAtBorder', ...WORDS }],
  supplementReport: [actors.reporter, { type: 'supplementReport', evidence: [], ...WORDS }],
  addPrivateNote: [actors.town, { type: 'addPrivateNote', ...WORDS }],
  redactTicket: [
    actors.county,
    { type: 'redactTicket', fragments: ['井盖'], evidenceUris: [], reason: 'PERSONAL_DATA', ...WORDS },
  ],
  voidTicket: [actors.county, { type: 'voidTicket', ...WORDS }],
  transferOut: [actors.city, OFFER],
  acceptTransfer: [actors.otherCity, { type: 'acceptTransfer', transferId: 'x1', ...WORDS }],
  declineTransfer: [
    actors.otherCity,
    { type: 'declineTransfer', transferId: 'x1', reason: 'OUT_OF_TERRITORY', ...WORDS },
  ],
  acceptRedactionRequest: [
    actors.otherCity,
    { type: 'acceptRedactionRequest', requestId: 'q1', reason: 'PERSONAL_DATA', ...WORDS },
  ],
  declineRedactionRequest: [
    actors.otherCity,
    { type: 'declineRedactionRequest', requestId: 'q1', reason: 'KEPT_BY_LAW', ...WORDS },
  ],
  completeRedactionRequest: [actors.system, { type: 'completeRedactionRequest', requestId: 'q1' }],
  completeTransfer: [actors.system, { type: 'completeTransfer', transferId: 'x1', code: '41090020260302000009' }],
  appealWarning: [
    actors.town,
    {
      type: 'appealWarning',
      warning: { of: 'DEADLINE', id: 'd1' },
      reason: 'PLATFORM_FAULT',
      evidence: [],
      ...WORDS,
    },
  ],
  reviewAppeal: [actors.county, { type: 'reviewAppeal', appealId: 'p1', outcome: 'UPHELD', evidence: [], ...WORDS }],
  appealFurther: [actors.town, { type: 'appealFurther', appealId: 'p1', evidence: [], ...WORDS }],
  appealDecline: [actors.reporter, { type: 'appealDecline', ...WORDS }],
  decideDeclineAppeal: [
    actors.county,
    {
      type: 'decideDeclineAppeal',
      appealId: 'p1',
      upheld: true,
      assignBack: false,
      reason: null,
      ...WORDS,
    },
  ],
};

const BY_STAGE: Readonly<Record<string, TicketState>> = {
  ACCEPTANCE: inAcceptance,
  DISPATCH: inDispatch,
  HANDLING: inHandling,
  FEEDBACK: inFeedback,
  VERIFICATION: inVerification,
  CLOSED: isClosed,
};
const notAccepted = after(inAcceptance, COMMANDS.declineTicket);
const complained = after(notAccepted, COMMANDS.appealDecline);
/** Found late, at the very instant it is asked about. */
const lateInAcceptance: TicketState = {
  ...inAcceptance,
  deadlines: inAcceptance.deadlines.map((deadline) => ({ ...deadline, lateAt: MORNING })),
};

/** With the city, which alone deals with other jurisdictions. */
const withCity = after(inDispatch, [actors.county, ESCALATE]);
const offered = after(withCity, COMMANDS.transferOut);

/** Taken over there, and something of it redacted here since, which the other side is asked to do as well. */
const asking = after(after(offered, COMMANDS.acceptTransfer), COMMANDS.redactTicket, MORNING, {
  asking: new Map([['x1', 'v1.sealed']]),
});

/** Ends no command of the table leads on from: the same ticket as if it had come there. */
const ended = (stage: TicketStage): TicketState => ({ ...isClosed, stage });

const stateIn = (stage: TicketStage): TicketState => BY_STAGE[stage] ?? ended(stage);

const names = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[];
const misplaced = names.flatMap((name) =>
  TICKET_STAGES.filter((stage) => !TRANSITIONS[name].from.includes(stage)).map((stage) => [name, stage] as const),
);

describe('the transition table', () => {
  it.each(misplaced)('[T02] refuses %s in %s', (name, stage) => {
    expect(verdict(stateIn(stage), COMMANDS[name])).not.toBe('DECIDED');
  });

  it.each([
    ['acceptTicket', inAcceptance],
    ['declineTicket', inAcceptance],
    ['solveOnSpot', inAcceptance],
    ['escalateTicket', inAcceptance],
    ['dispatchTicket', inDispatch],
    ['assignDown', inDispatch],
    ['reportIn', inHandling],
    ['returnAssignment', inHandling],
    ['noteProgress', inWork],
    ['requestExtension', inWork],
    ['openConsultation', inWork],
    ['startMediation', inWork],
    ['requestFieldCheck', inAcceptance],
    ['declareEmergency', inHandling],
    ['completeAssignment', inWork],
    ['giveFeedback', inFeedback],
    ['verifyTicket', inVerification],
    ['reopenTicket', isClosed],
    ['supplementReport', inWork],
    ['superviseTicket', inHandling],
    ['appealWarning', lateInAcceptance],
    ['appealWarning', { ...lateInAcceptance, stage: 'VOID' }],
    ['appealDecline', notAccepted],
    ['decideDeclineAppeal', complained],
    ['transferOut', withCity],
    ['acceptTransfer', offered],
    ['declineTransfer', offered],
    ['completeTransfer', after(offered, COMMANDS.acceptTransfer)],
    ['acceptRedactionRequest', asking],
    ['declineRedactionRequest', asking],
    ['completeRedactionRequest', after(asking, COMMANDS.acceptRedactionRequest)],
    ['voidTicket', inHandling],
  ] as const)('[T02] lets %s happen where the table has it', (name, state) => {
    expect(verdict(state, COMMANDS[name])).toBe('DECIDED');
  });

  it.each(COMMAND_NAMES)('names somebody who may give %s', (name) => {
    expect(TRANSITIONS[name].who.length).toBeGreaterThan(0);
  });

  it.each(TICKET_STAGES.filter(isOpen))('leads out of %s', (stage) => {
    const out = COMMAND_NAMES.filter(
      (name) => TRANSITIONS[name].from.includes(stage) && TRANSITIONS[name].to.some((to) => to !== 'SAME'),
    );
    expect(out).not.toEqual([]);
  });

  it.each(TICKET_STAGES.filter((stage) => !isOpen(stage)))(
    'lets only reopening and appeals move a ticket out of %s',
    (stage) => {
      const out = COMMAND_NAMES.filter(
        (name) => TRANSITIONS[name].from.includes(stage) && TRANSITIONS[name].to.some((to) => to !== 'SAME'),
      );
      expect(out.filter((name) => name !== 'reopenTicket' && name !== 'decideDeclineAppeal')).toEqual([]);
    },
  );

  it('is what docs/ticket-lifecycle.md shows', () => {
    const file = readFileSync(new URL('../../../../../docs/ticket-lifecycle.md', import.meta.url), 'utf8');
    expect(file).toBe(lifecycleDocument());
  });
});
