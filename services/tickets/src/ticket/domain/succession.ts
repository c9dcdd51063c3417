import { isUndecided } from './appealing.ts';
import type { Change } from './change.ts';
import { isRunning } from './deadlines.ts';
import type { Consequence } from './decision.ts';
import { announce, currentAssignments, isOpenAssignment } from './effects.ts';
import type { Appeal } from './parts.ts';

/** A body has been dissolved: what it had open goes on with its successor, clocks and all. What it has done stays its own. */
export const succeedUnit: Consequence<'succeedUnit'> = ({ state, command: { from, to } }) => {
  const assignments = currentAssignments(state).filter((entry) => entry.unit === from && isOpenAssignment(entry));
  const heirs = ({ unit, reviewer }: Pick<Appeal, 'unit' | 'reviewer'>): Partial<Appeal> => ({
    unit: unit === from ? to : unit,
    reviewer: reviewer === from ? to : reviewer,
  });
  const changes: readonly Change[] = [
    ...assignments.map(({ id }) => ({ type: 'ASSIGNMENT', id, patch: { unit: to } }) as const),
    ...state.deadlines
      .filter((deadline) => deadline.unit === from && isRunning(deadline))
      .map(({ id }) => ({ type: 'DEADLINE', id, patch: { unit: to } }) as const),
    ...state.supervisions
      .filter(({ target, endedAt }) => target === from && endedAt === null)
      .map(({ id }) => ({ type: 'SUPERVISION', id, patch: { target: to } }) as const),
    ...state.appeals
      .filter((appeal) => isUndecided(appeal) && (appeal.unit === from || appeal.reviewer === from))
      .map(
        ({ id, unit, reviewer }) => ({ type: 'PART', list: 'appeals', id, patch: heirs({ unit, reviewer }) }) as const,
      ),
    ...(state.holder === from ? [{ type: 'HOLDER', holder: to } as const] : []),
  ];
  return { changes, private: true, facts: { from, to }, announcements: announce('succeeded', { from, to }) };
};
