import { areasOf, divisionLevel } from '@gridlink/contracts';
import { bodiesOf, handleBounds, type Limit } from '@gridlink/jurisdiction';
import { citeOrNull } from './acceptance.ts';
import { centerCandidates, divisionOf } from './centers.ts';
import type { Change } from './change.ts';
import type { WhistleOrder } from './commands.ts';
import { isRunning, startDeadline } from './deadlines.ts';
import type { Announcement, Consequence, Guard, Situation } from './decision.ts';
import { within } from './dispatching.ts';
import { announce, currentAssignments, defaultLimit, enterStage, isOpenAssignment, nextId } from './effects.ts';
import { firstRefusal } from './first-refusal.ts';
import { forWork } from './limit-rule.ts';
import { newAssignment, offer } from './offering.ts';
import { ownerFound } from './owner.ts';
import type { JointCase } from './parts.ts';
import type { Refusal } from './refusal.ts';
import type { Assignment, TicketState } from './ticket.ts';

type Whistle = Situation<'whistle'>;

const MOST_WHISTLED = 10;

/** 街乡吹哨、部门报到 is a right the law of the place gives; where it does not, the matter is escalated. */
export const whistleIsForeseen: Guard<'whistle'> = ({ pack }) =>
  pack.loop.whistle.foreseen
    ? null
    : { kind: 'WHISTLE_NOT_FORESEEN', article: citeOrNull(pack, pack.loop.whistle.article) };

export const somebodyIsWhistled: Guard<'whistle'> = ({ command: { orders } }) => {
  if (orders.length === 0) return { kind: 'NO_ASSIGNMENTS' };
  return orders.length > MOST_WHISTLED ? { kind: 'TOO_MANY_ASSIGNMENTS', limit: MOST_WHISTLED } : null;
};

function orderRefusal(situation: Whistle, { unit: code, limit }: WhistleOrder, index: number): Refusal | null {
  const { units, state, pack, command } = situation;
  const unit = units.get(code);
  if (!unit?.active) return { kind: 'UNIT_UNKNOWN', unit: code, index };
  // A town calls departments of its own county and city, not those of others.
  if (!areasOf(divisionOf(state.holder)).includes(unit.division))
    return { kind: 'UNIT_OUT_OF_CALL', unit: code, index };
  if (!bodiesOf(pack).some(({ function: name }) => name === unit.function)) {
    return { kind: 'UNIT_WITHOUT_DUTY', unit: code, index, allowed: [], article: null };
  }
  const isThere = currentAssignments(state).some((entry) => entry.unit === code && isOpenAssignment(entry));
  const repeated = command.orders.findIndex((order) => order.unit === code) !== index;
  if (isThere || repeated) return { kind: 'UNIT_TWICE', unit: code, index };
  const { min, max } = handleBounds(pack, state.severity);
  return limit === null || within(limit, min, max)
    ? null
    : { kind: 'LIMIT_OUT_OF_BOUNDS', index, min, max, article: citeOrNull(pack, pack.limits.duty.article) };
}

export const whistledUnitsCanCome: Guard<'whistle'> = (situation) =>
  firstRefusal(situation.command.orders, (order, index) => orderRefusal(situation, order, index));

/** The town that whistles leads the handling; whom it calls assists, and has to report in. */
export const whistle: Consequence<'whistle'> = (situation) => {
  const { state, command, calendar, now } = situation;
  const limit = defaultLimit(situation);
  const isAtWork = state.stage === 'HANDLING';
  const base = state.assignments.length + (isAtWork ? 0 : 1);
  const called = command.orders.map(({ unit, instruction, limit: own }, index) =>
    newAssignment(situation, { unit, part: 'ASSIST', instruction, limit: own ?? limit }, base + index),
  );
  const units = called.map(({ id, unit, part }) => ({ assignment: id, unit, part }));
  return {
    changes: [
      ...(isAtWork ? [] : leadByTown(situation, limit)),
      ...called.flatMap((assignment) => offer(situation, assignment)),
      ...(isAtWork
        ? []
        : [startDeadline({ kind: 'HANDLE', unit: state.holder, ...forWork(situation, limit) }, calendar, now)]),
    ],
    words: command.words,
    facts: { units },
    announcements: announce('whistled', { units }),
  };
};

function leadByTown(situation: Whistle, limit: Limit): readonly Change[] {
  const { state, command, calendar, now } = situation;
  const own = newAssignment(
    situation,
    { unit: state.holder, part: 'LEAD', instruction: command.words, limit },
    state.assignments.length,
  );
  const assignment: Assignment = { ...own, state: 'WORKING', reportedInAt: now };
  return [
    ...enterStage(situation, 'HANDLING'),
    { type: 'ASSIGNED', assignment },
    startDeadline(
      { kind: 'HANDLE', unit: assignment.unit, ...forWork(situation, limit), about: assignment.id },
      calendar,
      now,
    ),
    ...ownerFound(situation),
  ];
}

/** Whoever was given the matter, first receiver first; grid staff are not passed the buck. */
const receivers = ({ assignments }: TicketState): readonly string[] => [
  ...new Set(assignments.filter(({ gridId }) => gridId === null).map(({ unit }) => unit)),
];

/** The territory's own government: the last duty (兜底) is its. */
function territory({ state, pack }: Situation): string {
  const town = state.areas.find((area) => divisionLevel(area) === 'TOWN');
  return (town && centerCandidates(pack, town)[0]) ?? state.holder;
}

/** Whether a joint case is owed: nobody has taken the matter up in its time, and it can still be given to somebody. */
export const isOwed = (state: TicketState): boolean =>
  state.deadlines.some((deadline) => deadline.kind === 'OWNER' && deadline.lateAt !== null && isRunning(deadline));

export const jointCaseIsOwed: Guard<'openJointCase'> = ({ state }) => (isOwed(state) ? null : { kind: 'NOTHING_OWED' });

type Joined = { readonly changes: readonly Change[]; readonly announcements: readonly Announcement[] };

/**
 * Binds all who had the matter, and the territory, to handle it together (B04). Whoever has open work keeps it with the clock it has:
 * silence is not rewarded with new time. The others get theirs anew.
 */
export function joinTogether(situation: Situation, cause: JointCase['cause']): Joined {
  const { state, now, calendar } = situation;
  const place = territory(situation);
  const [lead = place, ...others] = receivers(state);
  const members = [...new Set([...others, place])].filter((unit) => unit !== lead);
  const id = nextId('j', state.jointCases);
  const row: JointCase = { id, cause, lead, members, round: state.round, openedAt: now };
  const limit = defaultLimit(situation);
  const open = currentAssignments(state).filter(isOpenAssignment);
  const partOf = (unit: string) => (unit === lead ? 'LEAD' : 'ASSIST');
  const kept = open.map(
    ({ id: assignmentId, unit, gridId }): Change => ({
      type: 'ASSIGNMENT',
      id: assignmentId,
      patch: gridId === null ? { boundBy: id, part: partOf(unit) } : { part: 'ASSIST' },
    }),
  );
  const given = [lead, ...members]
    .filter((unit) => !open.some((entry) => entry.unit === unit && entry.gridId === null))
    .map((unit, index): Assignment => {
      const order = { unit, part: partOf(unit), instruction: '合并办理', limit } as const;
      return { ...newAssignment(situation, order, state.assignments.length + index), boundBy: id };
    });
  const isRunningAlready = state.deadlines.some(
    (deadline) => deadline.kind === 'HANDLE' && deadline.about === null && isRunning(deadline),
  );
  return {
    changes: [
      { type: 'ADDED', list: 'jointCases', row },
      ...kept,
      ...(state.stage === 'HANDLING' ? [] : enterStage(situation, 'HANDLING')),
      ...ownerFound(situation),
      ...given.flatMap((assignment) => offer(situation, assignment)),
      ...(isRunningAlready
        ? []
        : [startDeadline({ kind: 'HANDLE', unit: state.holder, ...forWork(situation, limit) }, calendar, now)]),
    ],
    announcements: announce('joint-case-opened', { jointCase: id, cause, lead, members }),
  };
}

export const openJointCase: Consequence<'openJointCase'> = (situation) => {
  const { changes, announcements } = joinTogether(situation, 'OWNERLESS');
  return { changes, facts: announcements[0]?.detail ?? {}, announcements };
};
