import { divisionOf } from './centers.ts';
import { isDecided } from './consultation.ts';
import { takingPart } from './effects.ts';
import type { TicketState } from './ticket.ts';
import { openOffer } from './transfer.ts';

/** Divisions, organizations and grids whose people may see a ticket: where it lies, who handed it in, who was ever asked to act. */
export function seenBy(state: TicketState): readonly string[] {
  const { areas, gridId, reporter, assignments, referrals, consultations, emergencies, handOvers } = state;
  const viewers = [
    ...areas,
    gridId,
    reporter.organization,
    ...assignments.map(({ unit }) => unit),
    ...assignments.map((assignment) => assignment.gridId),
    ...referrals.map(({ to }) => to),
    ...consultations.flatMap(({ invited }) => invited),
    ...emergencies.flatMap(({ alarmed }) => alarmed),
    ...handOvers.map(({ from }) => divisionOf(from)),
  ];
  return [...new Set(viewers.filter((viewer) => viewer !== null))];
}

/** Organizations that are told of each step: who holds it, takes part, handed it in, is asked in an open consultation, is offered it, or is to inspect it. */
export function organizationsTold(state: TicketState): readonly string[] {
  const { holder, reporter, consultations, referrals } = state;
  const organizations = [
    holder,
    reporter.organization,
    ...takingPart(state).map(({ unit }) => unit),
    ...consultations.filter((consultation) => !isDecided(consultation)).flatMap(({ invited }) => invited),
    ...referrals.map(({ to }) => to),
    openOffer(state)?.to ?? null,
  ];
  return [...new Set(organizations.filter((organization) => organization !== null))];
}
