import { type DivisionLevel, divisionLevel, type Severity } from '@gridlink/contracts';
import { bodyOf, type Pack } from '@gridlink/jurisdiction';
import { divisionOf } from '../../ticket/domain/centers.ts';
import type { LedTicket, PastLead } from './past-lead.ts';

/** Where tickets of an item would be sent first. */
export type ProposedRoute = {
  readonly itemCode: string;
  /** Only tickets of this severity; null for all others of the item. */
  readonly severity: Severity | null;
  /** Function of the body, as the pack names it. */
  readonly function: string;
  /** Level whose body is meant; null for the level of whoever led it. */
  readonly level: DivisionLevel | null;
};

/** Of two rows for an item the one that names the severity is meant. */
export const routeFor = (
  routes: readonly ProposedRoute[],
  { item, severity }: Pick<LedTicket, 'item' | 'severity'>,
): ProposedRoute | undefined => {
  const own = routes.filter(({ itemCode }) => itemCode === item?.code);
  return own.find((route) => route.severity === severity) ?? own.find((route) => route.severity === null);
};

/** The organization a route leads to; null where the ticket does not lie in a division of that level. */
export function unitOnRoute(
  pack: Pack,
  route: ProposedRoute,
  { areas, first }: { readonly areas: readonly string[]; readonly first: PastLead },
): string | null {
  const levels = bodyOf(pack, route.function)?.levels ?? [];
  const own = divisionLevel(divisionOf(first.unit));
  const level = route.level ?? levels.find((one) => one === own) ?? levels.at(-1);
  const area = areas.find((one) => divisionLevel(one) === level);
  return area === undefined ? null : `${area}-${route.function}`;
}
