import type { DivisionLevel, Role } from '@gridlink/contracts';
import type { Pack } from '@gridlink/jurisdiction';
import type { ItemList } from './item-list.ts';
import type { ItemListRefusal } from './refusal.ts';

/** Which coordinator makes a list of a level. The platform's administrator may for all of them, to enter what exists on paper. */
const MAKERS: Readonly<Partial<Record<DivisionLevel, Role>>> = {
  CITY: 'CITY_COORDINATOR',
  COUNTY: 'COUNTY_COORDINATOR',
};

/**
 * Whether the caller is who the law says makes the list (`list.madeBy` of the pack). Where only counties make it, the jurisdiction's own list
 * is the default for counties without one and comes from the city.
 */
export function makerRefusal(
  pack: Pack,
  { roles, level }: { readonly roles: readonly Role[]; readonly level: DivisionLevel },
): ItemListRefusal | undefined {
  const { madeBy, article } = pack.serviceItems.list;
  const wanted = madeBy.includes(level) ? MAKERS[level] : level === pack.territory.level ? MAKERS.CITY : undefined;
  const makers: Role[] = ['ADMIN', ...(wanted ? [wanted] : [])];
  if (roles.some((role) => makers.includes(role))) return undefined;
  return { kind: 'NOT_THE_MAKER', madeBy, roles: makers, article: article === null ? null : pack.cite(article) };
}

const DAY_MS = 86_400_000;
/** A slip of the year would keep every later list out, since none may take effect before the newest. */
const MOST_AHEAD_MS = 5 * 366 * DAY_MS;

/** The first version may date back to when it came into force on paper; later ones must not rewrite the past. */
export function dateRefusal(effectiveFrom: Date, newest: ItemList | null, now: Date): ItemListRefusal | undefined {
  if (effectiveFrom.getTime() > now.getTime() + MOST_AHEAD_MS) return { kind: 'TOO_FAR_AHEAD' };
  if (!newest) return undefined;
  if (effectiveFrom < newest.effectiveFrom) return { kind: 'BEFORE_NEWEST', newest: newest.effectiveFrom };
  return effectiveFrom.getTime() < now.getTime() - DAY_MS ? { kind: 'BEFORE_TODAY' } : undefined;
}

/** True when publishing would say again what is in force already: the same rows, not to take effect any earlier. */
export function saysNothingNew(
  next: Pick<ItemList, 'items' | 'negative' | 'effectiveFrom'>,
  newest: ItemList,
): boolean {
  return (
    next.effectiveFrom >= newest.effectiveFrom &&
    JSON.stringify([next.items, next.negative].map(rows)) === JSON.stringify([newest.items, newest.negative].map(rows))
  );
}

/** Rows with their fields in one order, whatever order a database gives them back in. */
const rows = (list: readonly object[]): unknown =>
  list.map((row) => Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)));
