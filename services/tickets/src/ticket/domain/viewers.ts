import type { TicketState } from './ticket.ts';

/** Divisions, organizations and grids whose people may see a ticket: where it lies, who handed it in, who was ever asked to act. */
export function seenBy(state: TicketState): readonly string[] {
  const { areas, gridId, reporter, assignments, referrals, consultations, emergencies } = state;
  const viewers = [
    ...areas,
    gridId,
    reporter.organization,
    ...assignments.map(({ unit }) => unit),
    ...assignments.map((assignment) => assignment.gridId),
    ...referrals.map(({ to }) => to),
    ...consultations.flatMap(({ invited }) => invited),
    ...emergencies.flatMap(({ alarmed }) => alarmed),
  ];
  return [...new Set(viewers.filter((viewer) => viewer !== null))];
}
