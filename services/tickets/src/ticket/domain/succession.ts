import { appellantOf } from './appealing.ts';
import type { Change } from './change.ts';
import { isDecided, silent } from './consultation.ts';
import { isRunning } from './deadlines.ts';
import type { Consequence } from './decision.ts';
import { announce, currentAssignments, isOpenAssignment } from './effects.ts';
import type { TicketState } from './ticket.ts';

/** What it was asked and has not said yet is its successor's to say; what it has had mediated is its successor's to end. */
const joined = (state: TicketState, from: string, to: string): readonly Change[] => [
  ...state.consultations
    .filter((consultation) => !isDecided(consultation) && silent(consultation).includes(from))
    .map(({ id, invited }) => {
      const patch = { invited: [...new Set(invited.map((unit) => (unit === from ? to : unit)))] };
      return { type: 'PART', list: 'consultations', id, patch } as const;
    }),
  ...state.mediations
    .filter(({ unit, endedAt }) => unit === from && endedAt === null)
    .map(({ id }) => ({ type: 'PART', list: 'mediations', id, patch: { unit: to } }) as const),
];

/** A body has been dissolved: what it had open goes on with its successor, clocks and all. What it has done stays its own. */
export const succeedUnit: Consequence<'succeedUnit'> = ({ state, command: { from, to } }) => {
  const assignments = currentAssignments(state).filter((entry) => entry.unit === from && isOpenAssignment(entry));
  const changes: readonly Change[] = [
    ...assignments.map(({ id }) => ({ type: 'ASSIGNMENT', id, patch: { unit: to } }) as const),
    ...state.deadlines
      .filter((deadline) => deadline.unit === from && isRunning(deadline))
      .map(({ id }) => ({ type: 'DEADLINE', id, patch: { unit: to } }) as const),
    ...state.supervisions
      .filter(({ target, endedAt }) => target === from && endedAt === null)
      .map(({ id }) => ({ type: 'SUPERVISION', id, patch: { target: to } }) as const),
    ...state.appeals
      .filter((appeal) => appellantOf(appeal) === from)
      .map(({ id }) => ({ type: 'PART', list: 'appeals', id, patch: { unit: to } }) as const),
    ...joined(state, from, to),
    ...(state.holder === from ? [{ type: 'HOLDER', holder: to } as const] : []),
  ];
  return { changes, private: true, facts: { from, to }, announcements: announce('succeeded', { from, to }) };
};
