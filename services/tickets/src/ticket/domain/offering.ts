import type { Limit } from '@gridlink/jurisdiction';
import type { Change } from './change.ts';
import { startDeadline } from './deadlines.ts';
import type { Situation } from './decision.ts';
import { byRule, forWork } from './limit-rule.ts';
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
export function offer(known: Known, assignment: Assignment): readonly Change[] {
  const { pack, calendar, now, state } = known;
  const { id, unit, limit } = assignment;
  return [
    { type: 'ASSIGNED', assignment },
    startDeadline({ kind: 'REPORT_IN', unit, ...byRule(pack, 'reportIn', state.severity), about: id }, calendar, now),
    startDeadline({ kind: 'HANDLE', unit, ...forWork(known, limit), about: id }, calendar, now),
    ...milestoneClocks({ calendar, now }, assignment),
  ];
}
