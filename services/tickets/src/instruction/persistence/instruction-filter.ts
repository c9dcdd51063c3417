import { areasOf } from '@gridlink/contracts';
import { NOTHING, type Scope } from '@gridlink/subgraph-kit';
import type { ReceivedFilter, SentFilter } from '../use-cases/instruction-repository.ts';
import { inboxToken } from './instruction-document.ts';

type Filter = Record<string, unknown>;

/** What a scope speaks for: its area's center, its organization, its grids. */
export function placesOf(scope: Scope): readonly string[] {
  if (scope.reach !== 'BOUNDED') return [];
  const { area, organization, grids = [] } = scope;
  return [area, organization, ...grids].filter((place) => place !== undefined);
}

const isWhole = (scope: Scope): boolean => scope.reach === 'PLATFORM' || scope.reach === 'SYSTEM';

const jurisdictionOf = (scope: Scope): Filter =>
  scope.reach === 'BOUNDED' ? { jurisdiction: scope.jurisdiction } : {};

const oneOf = (values: readonly string[]): unknown => (values.length === 1 ? values[0] : { $in: values });

/** What a scope may touch, for reads of single instructions. */
export function scopeFilter(scope: Scope): Filter {
  if (isWhole(scope)) return {};
  const places = placesOf(scope);
  return places.length === 0 ? NOTHING : { ...jurisdictionOf(scope), seenBy: oneOf(places) };
}

/** What is addressed to whom the scope speaks for. */
export function receivedFilter(scope: Scope, { state, gridId }: ReceivedFilter): Filter {
  const places = placesOf(scope).filter((place) => gridId === undefined || place === gridId);
  if (places.length === 0) return NOTHING;
  const tokens = state === undefined ? places : places.map((place) => inboxToken(place, state));
  return { ...jurisdictionOf(scope), inbox: oneOf(tokens) };
}

/** The area whose centers' instructions are asked for; undefined for one outside the scope. */
function areaOf(scope: Scope, division: string | undefined): string | undefined {
  if (isWhole(scope)) return division;
  if (scope.reach !== 'BOUNDED' || scope.area === undefined) return undefined;
  if (division === undefined) return scope.area;
  return areasOf(division).includes(scope.area) ? division : undefined;
}

/** What centers of the scope's area issued. At its top stand the fields of the index that is walked, and no others. */
export function sentFilter(scope: Scope, { state, overdue, division }: SentFilter): Filter {
  const area = areaOf(scope, division);
  if (area === undefined) return NOTHING;
  const inState = state === undefined ? {} : { state };
  if (overdue) {
    const besides = [jurisdictionOf(scope), inState].filter((condition) => Object.keys(condition).length > 0);
    return { overdueFor: area, $and: besides.map((condition) => ({ $or: [condition] })) };
  }
  const onTime = overdue === false ? { $and: [{ $or: [{ overdueFor: { $exists: false } }] }] } : {};
  return { ...jurisdictionOf(scope), areas: area, ...inState, ...onTime };
}
