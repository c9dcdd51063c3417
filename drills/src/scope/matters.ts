import { inArea, isOrganization, type Reach, sameJurisdiction } from './reach.ts';
import type { Stored, StoredTicket } from './stored.ts';

export const seesTicket = (reach: Reach, ticket: StoredTicket): boolean =>
  inArea(reach, ticket) ||
  (sameJurisdiction(reach, ticket) &&
    (reach.grids.some((grid) => grid === ticket.gridId || ticket.assignments.some(({ gridId }) => gridId === grid)) ||
      isOrganization(reach, [
        ticket.reporter.organization,
        ...ticket.assignments.map(({ unit }) => unit),
        ...ticket.referrals.map(({ to }) => to),
      ])));

/** The sender and the centers above see it; of those it is for, the grid's staff, the organization, and the center that the organization is. */
export function mayInstruction(stored: Stored, reach: Reach, id: string): boolean {
  const instruction = stored.instructions.get(id);
  if (!instruction) return false;
  const isFor = instruction.receipts.some(
    ({ recipient: { unit, gridId } }) =>
      (gridId !== null && reach.grids.includes(gridId)) ||
      isOrganization(reach, [unit]) ||
      (reach.area !== undefined && unit?.slice(0, 12) === reach.area),
  );
  return inArea(reach, instruction) || (sameJurisdiction(reach, instruction) && isFor);
}

/** Centers over the place, the grid's staff, and whatever body has or had it. */
export function maySuggestion(stored: Stored, reach: Reach, id: string): boolean {
  const found = stored.suggestions.get(id);
  if (!found) return false;
  const { gridId, center, answerer, handOns, suggester } = found;
  const bodies = [center, answerer, suggester.organization, ...handOns.map(({ to }) => to)];
  const isConcerned = (gridId !== null && reach.grids.includes(gridId)) || isOrganization(reach, bodies);
  return inArea(reach, found) || (sameJurisdiction(reach, found) && isConcerned);
}

/** Likewise; the bodies are those invited, and those that have in hand what the agenda takes up. */
export function mayDeliberation(stored: Stored, reach: Reach, id: string): boolean {
  const found = stored.deliberations.get(id);
  if (!found) return false;
  const bodies = [
    ...found.attendees.map(({ organization }) => organization),
    ...found.agenda.flatMap(({ source }) => source?.bodies ?? []),
  ];
  const isConcerned = (found.gridId !== null && reach.grids.includes(found.gridId)) || isOrganization(reach, bodies);
  return inArea(reach, found) || (sameJurisdiction(reach, found) && isConcerned);
}

/** Whoever is invited by name hears of a meeting, also where it is not theirs to read. */
export const isInvited = (stored: Stored, reach: Reach, code: string): boolean =>
  reach.person !== undefined &&
  [...stored.deliberations.values()].some(
    (found) =>
      found.code === code &&
      sameJurisdiction(reach, found) &&
      found.attendees.some(({ person, invited }) => invited && person === reach.person),
  );

export function mayTicket(stored: Stored, reach: Reach, id: string): boolean {
  const ticket = stored.tickets.get(id);
  return ticket !== undefined && seesTicket(reach, ticket);
}

/** Nobody hears of what he may not see: a ticket, a suggestion, a meeting, by its number. */
export function mayMatter(stored: Stored, reach: Reach, code: string): boolean {
  const idIn = (all: ReadonlyMap<string, { readonly code: string }>): string =>
    [...all].find(([, one]) => one.code === code)?.[0] ?? '';
  return (
    mayTicket(stored, reach, idIn(stored.tickets)) ||
    maySuggestion(stored, reach, idIn(stored.suggestions)) ||
    mayDeliberation(stored, reach, idIn(stored.deliberations))
  );
}
