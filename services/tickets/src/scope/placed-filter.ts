import { areasOf } from '@gridlink/contracts';
import { NOTHING, type Scope } from '@gridlink/subgraph-kit';

type Filter = Readonly<Record<string, unknown>>;

/**
 * What the documents hold that these filters are for: `seenBy` with everything that may see it (areas, grid, bodies), which is indexed, and
 * `areas`, `gridId` and `bodies` each alone, which are not.
 */
type Token = { readonly field: 'areas' | 'gridId' | 'bodies'; readonly value: string };

export type PlaceAsked = { readonly division?: string | undefined; readonly gridId?: string | undefined };

const isWhole = (scope: Scope): boolean => scope.reach === 'PLATFORM' || scope.reach === 'SYSTEM';

/** What a bounded scope speaks for. */
function tokensOf(scope: Scope): readonly Token[] {
  if (scope.reach !== 'BOUNDED') return [];
  const { area, organization, grids = [] } = scope;
  return [
    ...(area === undefined ? [] : [{ field: 'areas', value: area } as const]),
    ...(organization === undefined ? [] : [{ field: 'bodies', value: organization } as const]),
    ...grids.map((value) => ({ field: 'gridId', value }) as const),
  ];
}

const besides = (tokens: readonly Token[]): Filter => ({ $or: tokens.map(({ field, value }) => ({ [field]: value })) });
const aside = (condition: Filter): Filter => ('$or' in condition ? condition : { $or: [condition] });
const oneOf = (tokens: readonly Token[]): unknown =>
  tokens.length === 1 ? tokens[0]?.value : { $in: tokens.map(({ value }) => value) };

/** The place to be walked, the narrowest that was asked for, and the others as conditions beside it. */
function walkOf(scope: Scope, tokens: readonly Token[], { division, gridId }: PlaceAsked) {
  const asked: readonly Token[] = [
    ...(gridId === undefined ? [] : [{ field: 'gridId', value: gridId } as const]),
    ...(division === undefined ? [] : [{ field: 'areas', value: division } as const]),
  ];
  const [narrowest, wider] = asked;
  if (!narrowest) return { walk: isWhole(scope) ? undefined : oneOf(tokens), conditions: [] };
  const isWithin =
    isWhole(scope) ||
    tokens.some(
      ({ field, value }) =>
        field === narrowest.field &&
        (value === narrowest.value || (field === 'areas' && areasOf(narrowest.value).includes(value))),
    );
  const conditions = [...(wider ? [besides([wider])] : []), ...(isWithin ? [] : [besides(tokens)])];
  return { walk: narrowest.value, conditions };
}

export type PlacedList = {
  readonly asked: PlaceAsked;
  /** Further fields of the index that is walked. */
  readonly indexed?: Filter;
  /** Looked at row by row. */
  readonly conditions?: readonly Filter[];
  /** The indexed list of places that is walked; `seenBy` unless it is a shorter one. */
  readonly field?: string;
};

/** The query of a list within a scope. At its top stand the fields of the index that is walked, and no others: see docs/adr/0002. */
export function placedFilter(scope: Scope, { asked, indexed = {}, conditions = [], field = 'seenBy' }: PlacedList) {
  const tokens = tokensOf(scope);
  if (!isWhole(scope) && tokens.length === 0) return NOTHING;
  const chosen = walkOf(scope, tokens, asked);
  const jurisdiction = scope.reach === 'BOUNDED' ? { jurisdiction: scope.jurisdiction } : {};
  const beside = [...conditions, ...chosen.conditions].map(aside);
  return {
    ...jurisdiction,
    ...(chosen.walk === undefined ? {} : { [field]: chosen.walk }),
    ...indexed,
    ...(beside.length === 0 ? {} : { $and: beside }),
  };
}

/** The scope as a condition beside a walk of something else. */
export function placedBesides(scope: Scope): Filter {
  const tokens = tokensOf(scope);
  if (scope.reach !== 'BOUNDED') return isWhole(scope) ? {} : NOTHING;
  return tokens.length === 0 ? NOTHING : { jurisdiction: scope.jurisdiction, $and: [besides(tokens)] };
}

/** What a scope may touch, for reads of single documents. */
export const placedScope = (scope: Scope): Record<string, unknown> => placedFilter(scope, { asked: {} });
