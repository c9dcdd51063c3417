import type { Change } from './change.ts';
import type { AssignmentOrder } from './commands.ts';
import { limitEnd, startDeadline, stopDeadlines } from './deadlines.ts';
import type { Consequence, Guard, Situation } from './decision.ts';
import { announce, assignmentIn, defaultLimit } from './effects.ts';
import { firstRefusal } from './first-refusal.ts';
import type { Standing } from './relations.ts';
import type { Assignment, Milestone } from './ticket.ts';

const MOST_MILESTONES = 10;

/** Steps inside an assignment with limits of their own (stop in 4 h, penalty in 7 d); none ends after the whole of it. */
export const milestonesAddUp: Guard<'dispatchTicket' | 'decideConsultation'> = (situation) =>
  firstRefusal(situation.command.assignments, (order, index) => refusalOf(situation, order, index));

function refusalOf(
  situation: Situation<'dispatchTicket' | 'decideConsultation'>,
  order: AssignmentOrder,
  index: number,
) {
  const { calendar, now } = situation;
  if (order.milestones.length > MOST_MILESTONES) {
    return { kind: 'TOO_MANY_MILESTONES', index, limit: MOST_MILESTONES } as const;
  }
  const dueOf = (limit: Milestone['limit']) => limitEnd(calendar, limit, now);
  const end = dueOf(order.limit ?? situation.command.limit ?? defaultLimit(situation));
  const at = order.milestones.findIndex(({ limit }) => {
    const due = dueOf(limit);
    return end !== null && due !== null && due > end;
  });
  return at < 0 ? null : ({ kind: 'MILESTONE_BEYOND_LIMIT', index, milestone: at } as const);
}

/** The milestones of a new assignment. */
export const toMilestones = (assignmentId: string, order: AssignmentOrder): readonly Milestone[] =>
  order.milestones.map(({ title, limit }, index) => ({
    id: `${assignmentId}.m${index + 1}`,
    title,
    limit,
    doneAt: null,
    words: null,
    evidence: [],
  }));

export const milestoneClocks = (
  { calendar, now }: Pick<Situation, 'calendar' | 'now'>,
  { unit, milestones }: Assignment,
): readonly Change[] =>
  milestones.map(({ id, limit }) => startDeadline({ kind: 'MILESTONE', unit, limit, about: id }, calendar, now));

export const hasOpenMilestones = ({ target }: Pick<Standing, 'target'>): boolean =>
  target.assignment?.milestones.some(({ doneAt }) => doneAt === null) ?? false;

export const milestoneIsOpen: Guard<'completeMilestone'> = (situation) => {
  const milestone = assignmentIn(situation).milestones.find(({ id }) => id === situation.command.milestoneId);
  if (!milestone) return { kind: 'MILESTONE_UNKNOWN' };
  return milestone.doneAt === null ? null : { kind: 'MILESTONE_DONE' };
};

export const milestonesAreDone: Guard<'completeAssignment'> = (situation) => {
  const open = assignmentIn(situation).milestones.filter(({ doneAt }) => doneAt === null);
  return open.length === 0 ? null : { kind: 'MILESTONES_OPEN', titles: open.map(({ title }) => title) };
};

export const completeMilestone: Consequence<'completeMilestone'> = (situation) => {
  const { state, command, now } = situation;
  const { milestoneId, words, evidence } = command;
  const assignment = assignmentIn(situation);
  const milestones = assignment.milestones.map((milestone) =>
    milestone.id === milestoneId ? { ...milestone, doneAt: now, words, evidence } : milestone,
  );
  const facts = { assignment: command.assignmentId, unit: assignment.unit, milestone: milestoneId };
  return {
    changes: [
      { type: 'ASSIGNMENT', id: command.assignmentId, patch: { milestones } },
      ...stopDeadlines(state.deadlines, now, ({ kind, about }) => kind === 'MILESTONE' && about === milestoneId),
    ],
    words,
    evidence,
    facts,
    announcements: announce('milestone-completed', facts),
  };
};
