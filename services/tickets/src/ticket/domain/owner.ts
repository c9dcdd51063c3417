import type { Change } from './change.ts';
import { isRunning, startDeadline, stopDeadlines } from './deadlines.ts';
import type { Situation } from './decision.ts';
import { currentAssignments } from './effects.ts';
import { byRule } from './limit-rule.ts';
import type { TicketState } from './ticket.ts';

/** True once a joint case has stopped the matter of this round from being passed on. */
export const isBound = (state: TicketState): boolean => state.jointCases.some(({ round }) => round === state.round);

/** The clock of a matter nobody has taken up; it starts when there is work to give and runs until a lead reports in. */
export function awaitOwner({ state, pack, calendar, now }: Situation): readonly Change[] {
  const isRunningAlready = state.deadlines.some((deadline) => deadline.kind === 'OWNER' && isRunning(deadline));
  if (isRunningAlready || isBound(state)) return [];
  return [
    startDeadline(
      { kind: 'OWNER', unit: state.holder, ...byRule(pack, 'ownerlessAfter', state.severity) },
      calendar,
      now,
    ),
  ];
}

export const ownerFound = ({ state, now }: Pick<Situation, 'state' | 'now'>): readonly Change[] =>
  stopDeadlines(state.deadlines, now, ({ kind }) => kind === 'OWNER');

/** How many leads have given the matter back in this round. */
export const leadReturns = (state: TicketState): number =>
  currentAssignments(state).filter(({ part, state: at }) => part === 'LEAD' && at === 'RETURNED').length;
