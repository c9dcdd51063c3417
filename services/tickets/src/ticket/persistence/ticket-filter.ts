import { areasOf } from '@gridlink/contracts';
import { NOTHING, type Scope } from '@gridlink/subgraph-kit';
import type { TicketFilter } from '../use-cases/ticket-repository.ts';
import { wordsIn } from './words.ts';

type Filter = Record<string, unknown>;

/** Tokens of `seenBy` a scope reaches: its area, its organization, its grids. Null reaches everything. */
function scopeTokens(scope: Scope): readonly string[] | null {
  if (scope.reach === 'PLATFORM' || scope.reach === 'SYSTEM') return null;
  if (scope.reach === 'PUBLIC') return [];
  return [scope.area, scope.organization, ...(scope.grids ?? [])].filter((token) => token !== undefined);
}

const oneOf = (tokens: readonly string[]): unknown => (tokens.length === 1 ? tokens[0] : { $in: tokens });

/** What a scope may touch, for reads of single tickets. */
export function scopeFilter(scope: Scope): Filter {
  const tokens = scopeTokens(scope);
  if (tokens === null) return {};
  if (tokens.length === 0) return NOTHING;
  return { ...jurisdictionOf(scope), seenBy: oneOf(tokens) };
}

export const jurisdictionOf = (scope: Scope): Filter =>
  scope.reach === 'BOUNDED' ? { jurisdiction: scope.jurisdiction } : {};

/** The scope as a condition beside another walk of `seenBy`. */
export function within(scope: Scope): Filter {
  const tokens = scopeTokens(scope);
  return tokens === null ? {} : { $and: [tokens.length === 0 ? NOTHING : { seenBy: oneOf(tokens) }] };
}

/** The narrowest place asked for, and whether the scope is sure to hold it. */
function placeAsked({ gridId, unit, division }: TicketFilter): readonly string[] {
  return [gridId, unit, division].filter((token) => token !== undefined);
}

/** True when everything in `place` lies in the scope's area. */
const covers = (scope: Scope, place: string): boolean =>
  scope.reach === 'BOUNDED' &&
  scope.area !== undefined &&
  /^\d{12}$/.test(place) &&
  areasOf(place).includes(scope.area);

/** Which list of the index is walked, and what has to be looked at row by row. */
function tokensOf(scope: Scope, filter: TicketFilter): { walk: unknown; besides: readonly unknown[] } | null {
  const reach = scopeTokens(scope);
  const [narrowest, ...wider] = placeAsked(filter);
  if (reach?.length === 0) return null;
  if (narrowest === undefined) return { walk: reach === null ? undefined : oneOf(reach), besides: [] };
  const implied = reach === null || reach.includes(narrowest) || covers(scope, narrowest);
  return { walk: narrowest, besides: [...wider, ...(implied || reach === null ? [] : [oneOf(reach)])] };
}

/** The query of a list: a scope that reaches nothing gives a filter nothing matches. */
export function listFilter(scope: Scope, filter: TicketFilter): Filter {
  const tokens = tokensOf(scope, filter);
  if (tokens === null) return NOTHING;
  const short = filter.late ? 'lateFor' : filter.supervised ? 'supervisedFor' : 'seenBy';
  const conditions: Filter[] = [
    ...tokens.besides.map((token) => ({ seenBy: token })),
    ...(filter.late && filter.supervised ? [{ supervisedFor: { $exists: true } }] : []),
    ...(filter.late === false ? [{ late: false }] : []),
    ...(filter.supervised === false ? [{ supervisedFor: { $exists: false } }] : []),
  ];
  return {
    ...jurisdictionOf(scope),
    ...(tokens.walk === undefined ? {} : { [short]: tokens.walk }),
    ...(filter.stage === undefined ? {} : { stage: filter.stage }),
    ...(filter.source === undefined ? {} : { source: filter.source }),
    ...(filter.itemCode === undefined ? {} : { 'item.code': filter.itemCode }),
    ...(filter.text === undefined ? {} : { words: { $all: wordsIn(filter.text) } }),
    ...reportedBetween(filter),
    ...(conditions.length === 0 ? {} : { $and: conditions }),
  };
}

function reportedBetween({ reportedFrom, reportedTo }: TicketFilter): Filter {
  if (!reportedFrom && !reportedTo) return {};
  return {
    reportedAt: { ...(reportedFrom ? { $gte: reportedFrom } : {}), ...(reportedTo ? { $lt: reportedTo } : {}) },
  };
}
