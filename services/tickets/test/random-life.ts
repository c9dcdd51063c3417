import fc from 'fast-check';
import type { Actor } from '../src/ticket/domain/actor.ts';
import type { TicketCommand } from '../src/ticket/domain/commands.ts';
import { currentAssignments, isOpenAssignment } from '../src/ticket/domain/effects.ts';
import type { TicketState } from '../src/ticket/domain/ticket.ts';
import {
  ACCEPT,
  actors,
  COUNTY,
  DISPATCH,
  ESCALATE,
  EVIDENCE,
  FAIL,
  FEED_BACK,
  HEALTH,
  hoursLater,
  OFFER,
  PASS,
  POLICE,
  REOPEN,
  TOWN,
  URBAN,
} from './ticket-story.ts';

const id = (prefix: string, most: number) => fc.integer({ min: 1, max: most }).map((number) => `${prefix}${number}`);
const words = { words: '说明' } as const;

const appealOf = (of: 'DEADLINE' | 'SUPERVISION' | 'VERIFICATION', ids: fc.Arbitrary<string>) =>
  ids.map(
    (about): TicketCommand => ({
      type: 'appealWarning',
      warning: { of, id: about },
      reason: 'FACTS_DIFFER',
      evidence: [],
      ...words,
    }),
  );

/** Any command with contents that are often, not always, fitting. */
const anyCommand: fc.Arbitrary<TicketCommand> = fc.oneof(
  fc.constantFrom<TicketCommand>(
    ACCEPT,
    ESCALATE,
    DISPATCH,
    FEED_BACK,
    PASS,
    FAIL,
    REOPEN,
    { ...FAIL, falseClosure: true } as TicketCommand,
    { type: 'declineTicket', reason: 'UNCLEAR', ...words },
    { type: 'solveOnSpot', itemCode: 'PUBLICITY', result: '已劝导', evidence: EVIDENCE },
    { type: 'assignDown', holder: `${TOWN}-TOWN`, words: null },
    { type: 'superviseTicket', target: URBAN, ...words },
    { type: 'superviseTicket', target: POLICE, ...words },
    { type: 'voidTicket', ...words },
    { type: 'appealDecline', ...words },
    {
      type: 'decideDeclineAppeal',
      appealId: 'p1',
      upheld: true,
      assignBack: false,
      reason: null,
      ...words,
    },
    {
      type: 'decideDeclineAppeal',
      appealId: 'p1',
      upheld: false,
      assignBack: false,
      reason: 'UNCLEAR',
      ...words,
    },
    { type: 'passTime' },
    OFFER,
    OFFER,
    { type: 'whistle', orders: [{ unit: URBAN, instruction: '到场', limit: null }], ...words },
    { type: 'openConsultation', invited: [URBAN, POLICE], online: true, venue: null, ...words },
    { ...DISPATCH, type: 'decideConsultation', consultationId: 'c1', evidence: EVIDENCE, ...words },
    { type: 'startMediation', assignmentId: 'a1', kind: 'PEOPLES', mediator: '调委会', ...words },
    { type: 'endMediation', mediationId: 'm1', agreed: false, evidence: [], ...words },
    { type: 'guideToLegalRoute', assignmentId: 'a1', route: 'ARBITRATION', ...words },
    { type: 'requestFieldCheck', ...words },
    { type: 'answerFieldCheck', fieldCheckId: 'f1', finding: 'CONFIRMED', evidence: [], ...words },
    { type: 'declareEmergency', ...words },
    { type: 'standDown', ...words },
    { type: 'locateTicket' },
    {
      type: 'dispatchTicket',
      assignments: [{ to: 'GRID_STAFF', part: 'LEAD', instruction: '看护现场', limit: null, milestones: [] }],
      limit: null,
      words: null,
    },
    // What nobody may be asked: an act reserved to an authority, and a body to lead what is not its duty.
    {
      type: 'dispatchTicket',
      assignments: [
        { to: 'GRID_STAFF', part: 'LEAD', instruction: '对当事人作出行政处罚', limit: null, milestones: [] },
      ],
      limit: null,
      words: null,
    },
    {
      type: 'dispatchTicket',
      assignments: [{ to: { unit: HEALTH }, part: 'LEAD', instruction: '修复', limit: null, milestones: [] }],
      limit: null,
      words: null,
    },
  ),
  id('a', 6).map((assignmentId): TicketCommand => ({ type: 'reportIn', assignmentId, words: null })),
  id('a', 6).map(
    (assignmentId): TicketCommand => ({ type: 'completeAssignment', assignmentId, result: '好', evidence: EVIDENCE }),
  ),
  fc.tuple(id('a', 6), fc.constantFrom(1, 3, 9)).map(
    ([assignmentId, amount]): TicketCommand => ({
      type: 'requestExtension',
      assignmentId,
      extendBy: { amount, unit: 'WORKING_DAY' },
      ...words,
    }),
  ),
  fc.tuple(id('a', 6), fc.constantFrom(5, 60, 2_000)).map(
    ([assignmentId, hours]): TicketCommand => ({
      type: 'requestSuspension',
      assignmentId,
      until: hoursLater(hours),
      reason: 'EXPERT_OPINION',
      ...words,
    }),
  ),
  fc
    .tuple(id('t', 3), fc.boolean())
    .map(([requestId, granted]): TicketCommand => ({ type: 'decideTimeRequest', requestId, granted, ...words })),
  id('a', 6).map((assignmentId): TicketCommand => ({ type: 'resumeAssignment', assignmentId, ...words })),
  id('a', 6).map((assignmentId): TicketCommand => ({ type: 'refuseOffList', assignmentId, ...words })),
  id('a', 6).map(
    (assignmentId): TicketCommand => ({ type: 'noteProgress', assignmentId, private: false, evidence: [], ...words }),
  ),
  fc
    .tuple(id('a', 6), fc.constantFrom('NOT_OUR_DUTY', 'WRONG_TERRITORY'))
    .map(([assignmentId, reason]): TicketCommand => ({ type: 'returnAssignment', assignmentId, reason, ...words })),
  id('d', 12).map((deadlineId): TicketCommand => ({ type: 'explainLateness', deadlineId, ...words })),
  id('s', 3).map(
    (supervisionId): TicketCommand => ({ type: 'answerSupervision', supervisionId, evidence: [], ...words }),
  ),
  id('s', 3).map((supervisionId): TicketCommand => ({ type: 'settleSupervision', supervisionId, ...words })),
  id('s', 3).map((supervisionId): TicketCommand => ({ type: 'failSupervision', supervisionId, ...words })),
  appealOf('DEADLINE', id('d', 12)),
  appealOf('SUPERVISION', id('s', 3)),
  appealOf('VERIFICATION', id('v', 2)),
  fc.tuple(id('p', 3), fc.constantFrom('UPHELD', 'REJECTED', 'PARTLY')).map(
    ([appealId, outcome]): TicketCommand => ({
      type: 'reviewAppeal',
      appealId,
      outcome,
      evidence: [],
      ...words,
    }),
  ),
  fc
    .tuple(id('x', 3), fc.constantFrom('acceptTransfer', 'declineTransfer'))
    .map(
      ([transferId, type]): TicketCommand =>
        type === 'acceptTransfer'
          ? { type, transferId, ...words }
          : { type, transferId, reason: 'OUT_OF_TERRITORY', ...words },
    ),
  id('q', 2).map(
    (requestId): TicketCommand => ({ type: 'declineRedactionRequest', requestId, reason: 'KEPT_BY_LAW', ...words }),
  ),
  id('x', 3).map((transferId): TicketCommand => ({ type: 'completeTransfer', transferId, code: 'THERE' })),
  id('p', 3).map((appealId): TicketCommand => ({ type: 'appealFurther', appealId, evidence: [], ...words })),
);

export type Step = {
  readonly actor: Actor;
  readonly command: TicketCommand;
  readonly hours: number;
  /** Takes what brings the ticket on instead: random commands alone seldom reach the end of the loop. */
  readonly offered: boolean;
};

/** A step of a random walk through a ticket's life. */
export const anyStep: fc.Arbitrary<Step> = fc.record({
  actor: fc.constantFrom<Actor>(...Object.values(actors)),
  command: anyCommand,
  hours: fc.constantFrom(0, 0, 0, 1, 7, 30, 200),
  offered: fc.constantFrom(true, true, false),
});

const holderOf = ({ holder }: TicketState): Actor =>
  holder.startsWith(TOWN) ? actors.town : holder.startsWith(COUNTY) ? actors.county : actors.city;

/** The next open assignment, by whoever handles it. */
function work(state: TicketState): readonly [Actor, TicketCommand] | null {
  const open = currentAssignments(state).find(isOpenAssignment);
  if (!open) return null;
  const handler = open.gridId ? actors.worker : open.unit === URBAN ? actors.urban : actors.police;
  const assignmentId = open.id;
  if (open.state === 'OFFERED') return [handler, { type: 'reportIn', assignmentId, words: null }];
  return [handler, { type: 'completeAssignment', assignmentId, result: '好', evidence: EVIDENCE }];
}

/** What would bring the ticket on from where it is. */
function forward(state: TicketState, hours: number): readonly [Actor, TicketCommand] | null {
  const holder = holderOf(state);
  switch (state.stage) {
    case 'ACCEPTANCE':
      return [holder, ACCEPT];
    case 'DISPATCH':
      return [holder, holder === actors.town ? ESCALATE : DISPATCH];
    case 'HANDLING':
      return work(state);
    case 'FEEDBACK':
      return [holder, FEED_BACK];
    case 'VERIFICATION':
      return [holder, hours > 1 ? FAIL : PASS];
    case 'CLOSED':
      return [actors.reporter, REOPEN];
    default:
      return null;
  }
}

/** The step itself, or what would bring the ticket on. */
export function fitting(state: TicketState, step: Step): Step {
  const next = step.offered ? forward(state, step.hours) : null;
  return next === null ? step : { ...step, actor: next[0], command: next[1] };
}
