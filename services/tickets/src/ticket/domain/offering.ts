import type { Limit } from '@gridlink/jurisdiction';
import type { Change } from './change.ts';
import { startDeadline } from './deadlines.ts';
import type { Situation } from './decision.ts';
import { milestoneClocks } from './milestones.ts';
import type { Assignment } from './ticket.ts';
import type { AssignmentPart } from './vocabulary.ts';

type Known = Pick<Situation, 'pack' | 'calendar' | 'now' | 'state'>;

export type Order = {
  readonly unit: string;
  readonly gridId?: string | null;
  readonly part: AssignmentPart;
  readonly instruction: string;
  readonly limit: Limit;
};

/** An assignment of the current round, offered now; `index` is its place among all the ticket ever had. */
export const newAssignment = ({ state, now }: Known, order: Order, index: number): Assignment => ({
  id: `a${index + 1}`,
  round: state.round,
  unit: order.unit,
  gridId: order.gridId ?? null,
  part: order.part,
  state: 'OFFERED',
  instruction: order.instruction,
  limit: order.limit,
  offeredAt: now,
  reportedInAt: null,
  endedAt: null,
  result: null,
  reason: null,
  evidence: [],
  milestones: [],
  boundBy: null,
});

/** The assignment and its clocks. Its limit runs since the offer, not since the report-in. */
export function offer({ pack, calendar, now, state }: Known, assignment: Assignment): readonly Change[] {
  const { id, unit, limit } = assignment;
  const reportIn = pack.limits.steps.reportIn[state.severity];
  return [
    { type: 'ASSIGNED', assignment },
    startDeadline({ kind: 'REPORT_IN', unit, limit: reportIn, about: id }, calendar, now),
    startDeadline({ kind: 'HANDLE', unit, limit, about: id }, calendar, now),
    ...milestoneClocks({ calendar, now }, assignment),
  ];
}
