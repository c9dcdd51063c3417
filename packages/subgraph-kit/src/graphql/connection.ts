import { badUserInput } from '../errors.ts';

export type PageArguments = { readonly first?: number | null; readonly after?: string | null };

export type PageRequest = {
  /** Rows wanted. */
  readonly limit: number;
  /** Sort values of the row the page starts after. */
  readonly after: readonly (string | number | Date)[] | null;
};

export type Connection<T> = {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly nodes: readonly T[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
};

export const DEFAULT_PAGE = 20;
export const MAX_PAGE = 200;

/** A cursor holds the sort values of its row; a date stays a date. */
export function encodeCursor(values: readonly (string | number | Date)[]): string {
  const plain = values.map((value) => (value instanceof Date ? { d: value.getTime() } : value));
  return Buffer.from(JSON.stringify(plain)).toString('base64url');
}

const notACursor = () => badUserInput('after 不是有效的游标 (not a cursor of this list)', 'after');

/** A cursor of ours is short and holds as many values as a list sorts by. */
const LONGEST_CURSOR = 1_000;
const MOST_VALUES = 4;

function sortValue(value: unknown): string | number | Date | undefined {
  if (typeof value === 'string' || Number.isFinite(value)) return value as string | number;
  if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'd') return undefined;
  const { d } = value as { d: unknown };
  const instant = new Date(typeof d === 'number' ? d : Number.NaN);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

function valuesIn(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** Only what we could have written ourselves goes on to the database: the values become part of a query. */
function decodeCursor(cursor: string): (string | number | Date)[] {
  const given = cursor.length > LONGEST_CURSOR ? undefined : valuesIn(cursor);
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST_VALUES) throw notACursor();
  const values = given.map(sortValue).filter((value) => value !== undefined);
  if (values.length < given.length || encodeCursor(values) !== cursor) throw notACursor();
  return values;
}

/** Reads `first` and `after`; a page is at most 200 rows. */
export function pageRequest({ first, after }: PageArguments): PageRequest {
  const limit = first ?? DEFAULT_PAGE;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) {
    throw badUserInput(`first 必须在 1 到 ${MAX_PAGE} 之间 (first must be 1 to ${MAX_PAGE})`, 'first');
  }
  return { limit, after: after ? decodeCursor(after) : null };
}

function soleValue({ after }: PageRequest): string | number | Date | null {
  if (after !== null && after.length !== 1) throw notACursor();
  return after?.[0] ?? null;
}

/** The number of the row a page of numbered rows starts after; null for a first page. */
export function numberAfter(page: PageRequest): number | null {
  const number = soleValue(page);
  if (number !== null && typeof number !== 'number') throw notACursor();
  return number;
}

/** The code a page starts after, of a list that goes by one code; null for a first page. */
export function codeAfter(page: PageRequest): string | null {
  const code = soleValue(page);
  if (code !== null && typeof code !== 'string') throw notACursor();
  return code;
}

/** A page out of `limit + 1` rows read: the one too many only says that more follows. */
export function connectionOf<T>(
  rows: readonly T[],
  page: PageRequest,
  sortValues: (row: T) => readonly (string | number | Date)[],
): Connection<T> {
  const nodes = rows.slice(0, page.limit);
  const edges = nodes.map((node) => ({ cursor: encodeCursor(sortValues(node)), node }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rows.length > page.limit,
      hasPreviousPage: page.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** A field a list is ordered by, its direction, and what its values are; texts unless said. */
export type SortField = readonly [field: string, direction: 1 | -1, holds?: 'INSTANT'];

/** A cursor of another list would be cast by the database, or fail there: it is refused here. */
const fits = ([, , holds]: SortField, value: unknown): boolean =>
  holds === 'INSTANT' ? value instanceof Date : typeof value === 'string';

/**
 * The filter "after this row" for a sort such as `[['createdAt', -1, 'INSTANT'], ['_id', -1]]`: the usual ladder of equal-so-far and
 * beyond. Empty for a first page.
 */
export function afterFilter(
  sort: readonly SortField[],
  after: readonly (string | number | Date)[] | null,
): Record<string, unknown> {
  if (!after) return {};
  if (after.length !== sort.length || !sort.every((field, index) => fits(field, after[index]))) throw notACursor();
  const steps = sort.map(([field, direction], index) => ({
    ...Object.fromEntries(sort.slice(0, index).map(([equal], at) => [equal, after[at]])),
    [field]: { [direction === 1 ? '$gt' : '$lt']: after[index] },
  }));
  return { $or: steps };
}
