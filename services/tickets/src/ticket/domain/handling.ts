import { reservedActIn } from '@gridlink/jurisdiction';
import { citeOrNull } from './acceptance.ts';
import type { Change } from './change.ts';
import type { CommandName } from './commands.ts';
import { limitEnd } from './deadlines.ts';
import type { Announcement, Consequence, Guard, Situation } from './decision.ts';
import {
  announce,
  assignmentIn,
  currentAssignments,
  enterStage,
  isOpenAssignment,
  revokeOpen,
  startStep,
  stopAssignmentClocks,
} from './effects.ts';
import { evolveAll } from './evolve.ts';
import { joinTogether } from './joint-handling.ts';
import { awaitOwner, leadReturns, ownerFound } from './owner.ts';
import { reasonRefusal } from './reasons.ts';
import type { AssignmentState } from './vocabulary.ts';

export type AssignmentCommand = Extract<
  CommandName,
  'reportIn' | 'returnAssignment' | 'refuseOffList' | 'noteProgress' | 'completeAssignment'
>;

export const reportIn: Consequence<'reportIn'> = (situation) => {
  const { id, unit, part } = assignmentIn(situation);
  return {
    changes: [
      { type: 'ASSIGNMENT', id, patch: { state: 'WORKING', reportedInAt: situation.now } },
      ...stopAssignmentClocks(situation, id, ['REPORT_IN']),
      ...(part === 'LEAD' ? ownerFound(situation) : []),
    ],
    words: situation.command.words,
    facts: { assignment: id, unit },
    announcements: announce('reported-in', { assignment: id, unit }),
  };
};

export const returnReasonKnown: Guard<'returnAssignment'> = ({ command, pack }) =>
  reasonRefusal(pack.loop.returnReasons, command.reason);

export const returnWindowIsOpen: Guard<'returnAssignment'> = (situation) => {
  const { pack, calendar, now } = situation;
  const { returnWindow, article } = pack.limits.caps;
  const { offeredAt } = assignmentIn(situation);
  const end = limitEnd(calendar, returnWindow, offeredAt);
  return end !== null && now > end ? { kind: 'RETURN_WINDOW_OVER', article: citeOrNull(pack, article) } : null;
};

/** What a consultation or a joint case has given is not passed on again. */
export const isNotBound: Guard<'returnAssignment'> = (situation) => {
  const { boundBy } = assignmentIn(situation);
  const { pack } = situation;
  return boundBy === null
    ? null
    : { kind: 'BOUND', by: boundBy, article: citeOrNull(pack, pack.loop.consultation.article) };
};

/** A return that was answered by the same assignment again is final: the same reason is not heard twice. */
export const reasonIsNew: Guard<'returnAssignment'> = (situation) => {
  const { state, command } = situation;
  const { unit, id } = assignmentIn(situation);
  const before = state.assignments.some(
    (earlier) => earlier.id !== id && earlier.unit === unit && earlier.reason === command.reason,
  );
  return before ? { kind: 'RETURNED_BEFORE', reason: command.reason } : null;
};

/** Grid staff answer for their own list: only what is off it, reserved, or merely assisted with can be refused. */
export const isOffList: Guard<'refuseOffList'> = (situation) => {
  const { pack, state, items } = situation;
  const { mayRefuse } = pack.serviceItems.offList;
  const item = state.item === null ? undefined : items.get(state.item.code);
  const reserved = reservedActIn(pack, assignmentIn(situation).instruction) !== undefined;
  if (mayRefuse.may && (reserved || item?.responsibility !== 'PRIMARY')) return null;
  return { kind: 'ON_THE_LIST', article: citeOrNull(pack, mayRefuse.article) };
};

type Way = { readonly state: AssignmentState; readonly reason: string | null };
type Undone = { readonly changes: readonly Change[]; readonly announcements: readonly Announcement[] };

/** An assignment that ends undone; when it was the lead's, the whole goes back to the dispatcher - or, once too often, no further. */
function endUndone(situation: Situation<AssignmentCommand>, way: Way): Undone {
  const { state, now, pack } = situation;
  const { id, part } = assignmentIn(situation);
  const ended: readonly Change[] = [
    { type: 'ASSIGNMENT', id, patch: { state: way.state, reason: way.reason, endedAt: now } },
    ...stopAssignmentClocks(situation, id, ['REPORT_IN', 'HANDLE', 'MILESTONE']),
  ];
  if (part !== 'LEAD') {
    return { changes: isWholeDone(situation, id) ? [...ended, ...toFeedback(situation)] : ended, announcements: [] };
  }
  if (way.state === 'RETURNED' && leadReturns(state) + 1 >= pack.limits.caps.maxReturns) {
    const after = { ...situation, state: evolveAll(state, ended) };
    const joint = joinTogether(after, 'RETURNS');
    return { ...joint, changes: [...ended, ...joint.changes] };
  }
  return {
    changes: [
      ...ended,
      ...revokeOpen(state, now, id),
      ...enterStage(situation, 'DISPATCH'),
      startStep(situation, 'dispatch', state),
      ...awaitOwner(situation),
    ],
    announcements: [],
  };
}

/** True when, one assignment aside, the lead is done and nobody else still works. */
function isWholeDone({ state }: Situation<AssignmentCommand>, except: string): boolean {
  const others = currentAssignments(state).filter(({ id }) => id !== except);
  return others.some(({ part, state: at }) => part === 'LEAD' && at === 'DONE') && !others.some(isOpenAssignment);
}

const toFeedback = (situation: Situation<AssignmentCommand>): readonly Change[] => [
  ...enterStage(situation, 'FEEDBACK'),
  startStep(situation, 'feedBack', situation.state),
];

export const returnAssignment: Consequence<'returnAssignment'> = (situation) => {
  const { id, unit } = assignmentIn(situation);
  const { reason, words } = situation.command;
  const undone = endUndone(situation, { state: 'RETURNED', reason });
  return {
    changes: undone.changes,
    reason,
    words,
    private: true,
    facts: { assignment: id, unit },
    announcements: [...announce('returned', { assignment: id, unit, reason }), ...undone.announcements],
  };
};

export const refuseOffList: Consequence<'refuseOffList'> = (situation) => {
  const { pack, command } = situation;
  const { id, unit } = assignmentIn(situation);
  const complaintTo = pack.serviceItems.offList.complaintTo.body;
  return {
    changes: endUndone(situation, { state: 'REFUSED', reason: null }).changes,
    words: command.words,
    private: true,
    facts: { assignment: id, unit, complaintTo },
    announcements: announce('refused', { assignment: id, unit, complaintTo }),
  };
};

/** What one body could do again and again by itself ends here, so that a document stays within bounds; every other command has its own end. */
const MOST_ENTRIES = 500;

type Repeatable =
  | 'supplementReport'
  | 'noteProgress'
  | 'addPrivateNote'
  | 'giveOpinion'
  | 'startMediation'
  | 'guideToLegalRoute';

export const timelineHasRoom: Guard<Repeatable> = ({ state }) =>
  state.timeline.length < MOST_ENTRIES ? null : { kind: 'TIMELINE_FULL', most: MOST_ENTRIES };

export const noteProgress: Consequence<'noteProgress'> = (situation) => {
  const { id, unit } = assignmentIn(situation);
  const { words, evidence, private: isPrivate } = situation.command;
  return {
    changes: [],
    words,
    evidence,
    private: isPrivate,
    facts: { assignment: id, unit },
    announcements: announce('progressed', { assignment: id, unit }),
  };
};

export const complete: Consequence<'completeAssignment'> = (situation) => {
  const { command, now } = situation;
  const { id, unit, part } = assignmentIn(situation);
  const others = currentAssignments(situation.state).filter((other) => other.id !== id);
  const leadIsDone = part === 'LEAD' || others.some((other) => other.part === 'LEAD' && other.state === 'DONE');
  const whole = leadIsDone && !others.some(isOpenAssignment);
  const patch = { state: 'DONE', endedAt: now, result: command.result, evidence: command.evidence } as const;
  return {
    changes: [
      { type: 'ASSIGNMENT', id, patch },
      ...stopAssignmentClocks(situation, id, ['REPORT_IN', 'HANDLE', 'MILESTONE']),
      ...(whole ? toFeedback(situation) : []),
    ],
    words: command.result,
    evidence: command.evidence,
    facts: { assignment: id, unit },
    announcements: announce('completed', { assignment: id, unit, whole }),
  };
};
