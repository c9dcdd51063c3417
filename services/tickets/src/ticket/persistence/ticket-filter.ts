import { areasOf } from '@gridlink/contracts';
import { NOTHING, type Scope, type SortField } from '@gridlink/subgraph-kit';
import { wordsIn } from '../domain/words.ts';
import type { TicketFilter, TicketList } from '../use-cases/ticket-repository.ts';

type Filter = Record<string, unknown>;
type Sort = readonly SortField[];

/** A token of `seenBy`, and what kind of thing it names. */
type Token = { readonly kind: 'AREA' | 'ORGANIZATION' | 'GRID'; readonly value: string };

/** What a scope reaches: its area, its organization, its grids. Null reaches everything. */
function reachOf(scope: Scope): readonly Token[] | null {
  if (scope.reach === 'PLATFORM' || scope.reach === 'SYSTEM') return null;
  if (scope.reach === 'PUBLIC') return [];
  const { area, organization, grids = [] } = scope;
  return [
    ...(area === undefined ? [] : [{ kind: 'AREA', value: area } as const]),
    ...(organization === undefined ? [] : [{ kind: 'ORGANIZATION', value: organization } as const]),
    ...grids.map((value) => ({ kind: 'GRID', value }) as const),
  ];
}

const jurisdictionOf = (scope: Scope): Filter =>
  scope.reach === 'BOUNDED' ? { jurisdiction: scope.jurisdiction } : {};

const oneOf = (tokens: readonly Token[]): unknown => {
  const values = tokens.map(({ value }) => value);
  return values.length === 1 ? values[0] : { $in: values };
};

/** What a scope may touch, for reads of single tickets. */
export function scopeFilter(scope: Scope): Filter {
  const reach = reachOf(scope);
  if (reach === null) return {};
  if (reach.length === 0) return NOTHING;
  return { ...jurisdictionOf(scope), seenBy: oneOf(reach) };
}

/**
 * A token as a condition on the state's own fields. They have no index, so that the walk of `seenBy` beside it stays the only choice:
 * given two conditions on `seenBy`, a planner may well walk the longer list.
 */
function besides({ kind, value }: Token): Filter {
  if (kind === 'AREA') return { areas: value };
  if (kind === 'GRID') return { gridId: value };
  return { $or: [{ 'assignments.unit': value }, { 'reporter.organization': value }, { 'referrals.to': value }] };
}

/** The scope as a condition beside a walk of something else. */
export function scopeBesides(scope: Scope): Filter {
  const reach = reachOf(scope);
  if (reach === null) return {};
  if (reach.length === 0) return NOTHING;
  return { ...jurisdictionOf(scope), $and: [{ $or: reach.map(besides) }] };
}

/** The places asked for, the narrowest first. */
function placesAsked({ gridId, unit, division }: TicketFilter): readonly Token[] {
  return [
    ...(gridId === undefined ? [] : [{ kind: 'GRID', value: gridId } as const]),
    ...(unit === undefined ? [] : [{ kind: 'ORGANIZATION', value: unit } as const]),
    ...(division === undefined ? [] : [{ kind: 'AREA', value: division } as const]),
  ];
}

/** True when whatever lies in the place is within the scope anyway. */
function isWithin(scope: Scope, reach: readonly Token[], { kind, value }: Token): boolean {
  if (reach.some((token) => token.kind === kind && token.value === value)) return true;
  return (
    kind === 'AREA' && scope.reach === 'BOUNDED' && scope.area !== undefined && areasOf(value).includes(scope.area)
  );
}

type Walk = { readonly walk: unknown; readonly conditions: readonly Filter[] };

/** Which list of the index is walked, and what is looked at row by row. Null when the scope reaches nothing. */
function walkOf(scope: Scope, filter: TicketFilter): Walk | null {
  const reach = reachOf(scope);
  if (reach?.length === 0) return null;
  const [narrowest, ...wider] = placesAsked(filter);
  if (narrowest === undefined) return { walk: reach === null ? undefined : oneOf(reach), conditions: [] };
  const conditions = wider.map(besides);
  if (reach !== null && !isWithin(scope, reach, narrowest)) conditions.push({ $or: reach.map(besides) });
  return { walk: narrowest.value, conditions };
}

/** Late and supervised tickets have short lists of their own. */
function shortLists({ late, supervised }: TicketFilter): { field: string; conditions: readonly Filter[] } {
  const field = late ? 'lateFor' : supervised ? 'supervisedFor' : 'seenBy';
  return {
    field,
    conditions: [
      ...(late && supervised ? [{ supervisedFor: { $exists: true } }] : []),
      ...(late === false ? [{ late: false }] : []),
      ...(supervised === false ? [{ supervisedFor: { $exists: false } }] : []),
    ],
  };
}

const given = (field: string, value: unknown): Filter => (value === undefined ? {} : { [field]: value });

/**
 * A condition beside a walk. A server that plans by the names of a filter's fields takes the walk only when nothing else stands at the
 * top; in an `$or` of one, which any planner takes apart, a condition stays beside it.
 */
const aside = (condition: Filter): Filter => ('$or' in condition ? condition : { $or: [condition] });

/**
 * The query of a list, without its page; a scope that reaches nothing gives a filter nothing matches. At its top stand the fields of the
 * index that is walked, and no others.
 */
export function listFilter(scope: Scope, filter: TicketFilter): Filter {
  const chosen = walkOf(scope, filter);
  if (chosen === null) return NOTHING;
  const short = shortLists(filter);
  const isWhole = short.field === 'seenBy';
  const indexed: Filter = { ...jurisdictionOf(scope), ...given('stage', filter.stage) };
  const others = [
    ...Object.entries({
      ...(isWhole ? {} : indexed),
      ...given('source', filter.source),
      ...given('item.code', filter.itemCode),
      ...(filter.text === undefined ? {} : { words: { $all: wordsIn(filter.text) } }),
    }).map(([field, value]) => ({ [field]: value })),
    ...chosen.conditions,
    ...short.conditions,
  ].map(aside);
  return {
    ...(isWhole ? indexed : {}),
    ...given(short.field, chosen.walk),
    ...reportedBetween(filter.reportedFrom, filter.reportedTo),
    ...(others.length === 0 ? {} : { $and: others }),
  };
}

function reportedBetween(from: Date | undefined, to: Date | undefined): Filter {
  if (!from && !to) return {};
  return { reportedAt: { ...(from ? { $gte: from } : {}), ...(to ? { $lt: to } : {}) } };
}

/** Order of a list. */
export function listSort({ oldestFirst }: Pick<TicketList, 'oldestFirst'>): Sort {
  const direction = oldestFirst ? 1 : -1;
  return [
    ['reportedAt', direction, 'INSTANT'],
    ['_id', direction],
  ];
}
