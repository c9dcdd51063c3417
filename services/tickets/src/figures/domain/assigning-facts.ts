import type { Assignment, TicketState } from '../../ticket/domain/ticket.ts';
import { dayOf, firstOf } from './days.ts';
import type { CountingRules } from './facts.ts';
import { ALL, type Fact, type Measure } from './measure.ts';
import { isExcused } from './timeliness-facts.ts';

const granted = ({ timeRequests }: TicketState, kind: 'EXTENSION' | 'SUSPENSION', assignmentId: string): number =>
  timeRequests.filter(
    (request) => request.assignmentId === assignmentId && request.kind === kind && request.state === 'GRANTED',
  ).length;

function measuresOf(
  state: TicketState,
  assignments: readonly Assignment[],
  { mostExtensions }: CountingRules,
): readonly Measure[] {
  const extensions = Math.max(...assignments.map(({ id }) => granted(state, 'EXTENSION', id)));
  const suspensions = Math.max(...assignments.map(({ id }) => granted(state, 'SUSPENSION', id)));
  return [
    'ASSIGNED',
    ...(assignments.some(({ state: at }) => at === 'RETURNED' || at === 'REFUSED') ? (['RETURNED'] as const) : []),
    ...(extensions > 0 ? (['EXTENDED'] as const) : []),
    ...(extensions >= mostExtensions ? (['EXTENDED_TO_CAP'] as const) : []),
    ...(suspensions > 0 ? (['SUSPENDED'] as const) : []),
  ];
}

/** Orders that stand or stood; one that was overturned on appeal never counts. */
function supervisionFacts(state: TicketState): readonly Fact[] {
  const orders = state.supervisions.filter(({ id }) => !isExcused(state, id));
  const byUnit = Map.groupBy(orders, ({ target }) => target);
  return [[ALL, orders] as const, ...byUnit].flatMap(([unit, own]) => {
    const first = firstOf(own.map(({ orderedAt }) => orderedAt));
    return first === null ? [] : [{ measure: 'SUPERVISED', unit, day: dayOf(first) } as const];
  });
}

/** What was given to whom, handed back, given more time, supervised: on the day a unit was first given the matter. */
export function assigningFacts(state: TicketState, rules: CountingRules): readonly Fact[] {
  const byUnit = Map.groupBy(state.assignments, ({ unit }) => unit);
  const assigned = [[ALL, state.assignments] as const, ...byUnit].flatMap(([unit, assignments]) => {
    const first = firstOf(assignments.map(({ offeredAt }) => offeredAt));
    if (first === null) return [];
    return measuresOf(state, assignments, rules).map((measure): Fact => ({ measure, unit, day: dayOf(first) }));
  });
  return [...assigned, ...supervisionFacts(state)];
}
