import { stageLabel } from '@gridlink/jurisdiction';
import type { TicketContext } from '../../context.ts';
import { stepDue } from '../domain/deadlines.ts';
import { goesOnAs, ledFrom } from '../domain/goes-on.ts';
import type { TicketState, TimelineEntry } from '../domain/ticket.ts';
import { takenOver } from '../domain/transfer.ts';
import { packOf, type TicketDeps } from '../use-cases/deps.ts';
import { continuation, type Followed } from './public-continuation.ts';
import { isPublic, openUntil, publicEntry } from './public-entry.ts';

/** Words of the ticket's own reporter and for them; not of those whose tickets were merged into it. */
function isForOwnReporter({ transfers }: TicketState): (entry: TimelineEntry) => boolean {
  const before = transfers.flatMap(({ direction, otherCode }) => (direction === 'IN' ? (otherCode ?? []) : []));
  return (entry) => {
    const report = ledFrom(entry);
    return report === null || before.includes(report);
  };
}

/** The reporter's own view: progress and result, no names, no internal notes. */
export function publicTicket(deps: TicketDeps, state: TicketState) {
  const { code, title, stage, reportedAt, closedAt } = state;
  return {
    code,
    goesOn: { code, next: goesOnAs(state), since: closedAt } satisfies Followed,
    transferredTo: takenOver(state)?.otherCode ?? null,
    title,
    stage,
    stageLabel: stageLabel(packOf(deps, state.jurisdiction), stage),
    reportedAt,
    closedAt,
    dueAt: stepDue(state.deadlines),
    ...openUntil(deps, state),
    timeline: state.timeline.filter(isPublic).map((entry) => publicEntry(entry, isForOwnReporter(state))),
  };
}

export const publicTicketResolvers = {
  continuesAs: ({ goesOn }: { goesOn: Followed }, _: unknown, { deps }: TicketContext) => continuation(deps, goesOn),
};
