import { citeOrNull } from './acceptance.ts';
import { divisionOf } from './centers.ts';
import type { Change } from './change.ts';
import type { CommandName } from './commands.ts';
import { limitEnd, startDeadline } from './deadlines.ts';
import type { Consequence, Guard, Situation } from './decision.ts';
import { staffUnit } from './dispatching.ts';
import { announce, currentAssignments, enterStage, nextId, startStep } from './effects.ts';
import { byRule } from './limit-rule.ts';
import { awaitOwner } from './owner.ts';
import type { Handler } from './parts.ts';
import type { Assignment } from './ticket.ts';

/** Commands that are handling: whoever gave one is no judge of the result. */
const HANDLING_COMMANDS: ReadonlySet<CommandName> = new Set<CommandName>([
  'solveOnSpot',
  'reportIn',
  'noteProgress',
  'completeMilestone',
  'endMediation',
  'guideToLegalRoute',
  'completeAssignment',
]);

export const giveFeedback: Consequence<'giveFeedback'> = (situation) => {
  const { command, state } = situation;
  return {
    changes: [
      { type: 'FED_BACK', words: command.words },
      ...enterStage(situation, 'VERIFICATION'),
      startStep(situation, 'verify', state),
    ],
    words: command.words,
    facts: { contacted: command.contacted },
    announcements: announce('fed-back', { contacted: command.contacted }),
  };
};

/** Nobody verifies their own work, nor that of their unit. */
export const isNotOwnWork = ({
  state,
  actor,
  pack,
}: Pick<Situation, 'state' | 'actor' | 'pack'>): ReturnType<Guard<'verifyTicket'>> => {
  const handled = state.timeline.some(
    (entry) => HANDLING_COMMANDS.has(entry.command) && entry.actor.subject === actor.subject,
  );
  const units = currentAssignments(state).map(({ unit }) => unit);
  const ofTheUnit = actor.organization !== null && units.includes(actor.organization);
  if (!handled && !ofTheUnit) return null;
  const article = pack.loop.stages.find(({ stage }) => stage === 'VERIFICATION')?.article ?? null;
  return { kind: 'OWN_WORK', article: citeOrNull(pack, article) };
};

export const closingConditionIsNamed: Guard<'verifyTicket'> = ({ command }) =>
  command.passed && command.closingCondition === null ? { kind: 'CLOSING_CONDITION_NEEDED' } : null;

/** Where the standards say when a matter is done, that is what is verified. */
export const closingConditionIsMet: Guard<'verifyTicket'> = ({ command, state: { condition } }) =>
  command.passed && condition !== null && command.closingCondition !== condition.closing
    ? { kind: 'CLOSING_CONDITION_OTHER', closing: condition.closing }
    : null;

export const satisfactionIsInRange: Guard<'verifyTicket'> = ({ command: { satisfaction } }) =>
  satisfaction === null || (satisfaction >= 1 && satisfaction <= 5) ? null : { kind: 'SATISFACTION_RANGE' };

/** The units of the failed round go on; after a solution on the spot, the staff of the grid. */
function reworkers({
  state,
  pack,
}: Situation<'verifyTicket'>): readonly Pick<Assignment, 'unit' | 'gridId' | 'part'>[] {
  const done = currentAssignments(state).filter(({ state: at }) => at === 'DONE');
  if (done.length > 0) {
    // A round may hold two dispatches, and a unit have done its part in both: it goes on once, and leads if it led.
    const leadFirst = done.toSorted((one, other) => Number(other.part === 'LEAD') - Number(one.part === 'LEAD'));
    const handler = ({ gridId, unit }: Assignment): string => gridId ?? unit;
    return leadFirst.filter((entry, at) => leadFirst.findIndex((other) => handler(other) === handler(entry)) === at);
  }
  return [{ unit: staffUnit(pack, state.division), gridId: state.gridId, part: 'LEAD' }];
}

/** The failure as a fact that can be contested. */
function failed({ state, command, actor, now }: Situation<'verifyTicket'>, handlers: readonly Handler[]) {
  return {
    id: nextId('v', state.failedVerifications),
    round: state.round,
    at: now,
    falseClosure: command.falseClosure,
    division: actor.division ?? divisionOf(state.holder),
    subject: actor.subject,
    handlers: handlers.map(({ unit, gridId }) => ({ unit, gridId })),
  };
}

function rework(situation: Situation<'verifyTicket'>): readonly Change[] {
  const { state, pack, calendar, now, command } = situation;
  const round = state.round + 1;
  const ruled = byRule(pack, 'rework', state.severity);
  const { limit } = ruled;
  const handlers = reworkers(situation);
  const assignments = handlers.map(
    ({ unit, gridId, part }, index): Assignment => ({
      id: `a${state.assignments.length + index + 1}`,
      round,
      unit,
      gridId,
      part,
      // They know the matter and are told again: nothing to report in for.
      state: 'WORKING',
      instruction: command.words,
      limit,
      offeredAt: now,
      reportedInAt: now,
      endedAt: null,
      result: null,
      reason: null,
      evidence: [],
      milestones: [],
      boundBy: null,
    }),
  );
  return [
    { type: 'ROUND', round },
    { type: 'ADDED', list: 'failedVerifications', row: failed(situation, handlers) },
    ...(command.falseClosure ? [{ type: 'FALSELY_CLOSED' } as const] : []),
    ...enterStage(situation, 'HANDLING'),
    ...assignments.map((assignment) => ({ type: 'ASSIGNED', assignment }) as const),
    startDeadline({ kind: 'HANDLE', unit: state.holder, ...ruled }, calendar, now),
    ...assignments.map(({ id, unit }) => startDeadline({ kind: 'HANDLE', unit, ...ruled, about: id }, calendar, now)),
  ];
}

export const verify: Consequence<'verifyTicket'> = (situation) => {
  const { passed, words, closingCondition, satisfaction, falseClosure } = situation.command;
  if (passed) {
    return {
      changes: enterStage(situation, 'CLOSED'),
      words,
      facts: { passed, closingCondition, satisfaction },
      announcements: announce('verified', { satisfaction }),
    };
  }
  return {
    changes: rework(situation),
    words,
    facts: { passed, falseClosure, satisfaction },
    announcements: announce('reworked', { falseClosure, round: situation.state.round + 1 }),
  };
};

export const reopenWindowEnd = ({
  state,
  pack,
  calendar,
}: Pick<Situation, 'state' | 'pack' | 'calendar'>): Date | null =>
  state.closedAt === null ? null : limitEnd(calendar, pack.limits.caps.reopenWindow, state.closedAt);

export const reopenWindowIsOpen: Guard<'reopenTicket'> = (situation) => {
  const end = reopenWindowEnd(situation);
  return end !== null && situation.now > end ? { kind: 'REOPEN_WINDOW_OVER' } : null;
};

export const reopen: Consequence<'reopenTicket'> = (situation) => {
  const { state, command } = situation;
  const lastUnits = currentAssignments(state).map(({ unit }) => unit);
  return {
    changes: [
      { type: 'ROUND', round: state.round + 1 },
      { type: 'ENDED', at: null },
      ...enterStage(situation, 'DISPATCH'),
      startStep(situation, 'dispatch', state),
      ...awaitOwner({ ...situation, state: { ...state, round: state.round + 1 } }),
    ],
    words: command.words,
    facts: { lastUnits },
    announcements: announce('reopened', { lastUnits, round: state.round + 1 }),
  };
};
