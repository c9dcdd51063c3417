import type { PageRequest, SortField } from '../graphql/connection.ts';
import { NOTHING } from '../scope.ts';
import { createNewestFirst } from './newest-first.ts';
import { pageFrom, sortOf } from './page-from.ts';

type Filter = Readonly<Record<string, unknown>>;

/** One list of a collection, and the page wanted of it. */
export type NewestFirstList<Document> = {
  /** At its top stand the fields of the index that is walked, `by` not among them. */
  readonly filter: Filter;
  /** The instant the list is ordered by; ids order rows of the same one. */
  readonly by: string;
  /** That instant in a document as it is read, where it does not stand under `by`. */
  readonly instantOf?: ((document: Document) => Date) | undefined;
  readonly page: PageRequest;
  readonly projection?: object;
  /** Only what came later; null for all. */
  readonly since?: Date | null;
  /** Only what came before; null for all. */
  readonly before?: Date | null;
};

type ReadNewest<Document> = (list: NewestFirstList<Document>) => Promise<readonly Document[]>;

/** The part of a driver's collection that lists are read with. */
type Collection = { find(filter: object, options: object): { toArray(): Promise<unknown[]> } };

/** Above any page, so that one command brings all. */
const ONE_BATCH = 2_000;

const newestBy = (by: string): readonly SortField[] => [
  [by, -1, 'INSTANT'],
  ['_id', -1],
];

const instantIn = <Document extends object>(
  { by, instantOf }: Pick<NewestFirstList<Document>, 'by' | 'instantOf'>,
  document: Document,
): Date | undefined => instantOf?.(document) ?? (document as Readonly<Record<string, Date>>)[by];

/** The stretch of time that a list says itself meets the one a read asks for: the later begins. */
const begins = (since: Date | null, from: Date | null): Filter | null => {
  if (since !== null && (from === null || since > from)) return { $gt: since };
  return from === null ? null : { $gte: from };
};

/**
 * Lists of a collection, newest first: a page's rows and one more where there is one, by one command when the list is known. `now` is
 * where a list begins that nobody has read yet.
 */
export function createNewestFirstLists<Document extends object>(
  collection: Collection,
  now: () => Date = () => new Date(),
): ReadNewest<Document> {
  const lists = createNewestFirst();
  return async ({ filter, by, page, projection = {}, since = null, before = null, instantOf }) => {
    if (filter === NOTHING) return [];
    const sort = newestBy(by);
    const limit = page.limit + 1;
    const options = { projection, sort: sortOf(sort), limit, batchSize: ONE_BATCH };
    // Behind a row everything is older than that row: the end of the stretch is said of the first page alone.
    const ends = before === null || page.after ? null : { $lt: before };
    const read = (from: Date | null): Promise<Document[]> => {
      const begun = begins(since, from);
      const range = begun === null && ends === null ? null : { ...begun, ...ends };
      const query = pageFrom(range === null ? filter : { ...filter, [by]: range }, sort, page.after);
      return collection.find(query, options).toArray() as Promise<Document[]>;
    };
    const [after] = page.after ?? [];
    const until = after instanceof Date ? after : (before ?? now());
    const instant = (document: Document): Date => instantIn({ by, instantOf }, document) ?? until;
    return lists.page({ key: JSON.stringify([by, filter]), rows: limit, until }, { read, instantOf: instant });
  };
}

/**
 * One list made of several: whoever reaches one row by this field and another by that. Each is a walk of its own along its index, which one
 * filter with several values is not (docs/adr/0002); what stands in two of them is given once.
 */
export async function newestOfSeveral<Document extends { readonly _id: string }>(
  newest: ReadNewest<Document>,
  { filters, ...list }: Omit<NewestFirstList<Document>, 'filter'> & { readonly filters: readonly Filter[] },
): Promise<readonly Document[]> {
  const found = await Promise.all(filters.map((filter) => newest({ ...list, filter })));
  const [only] = found;
  if (only && found.length === 1) return only;
  const millisecondOf = (row: Document): number => instantIn(list, row)?.getTime() ?? 0;
  const rows = [...new Map(found.flat().map((row) => [row._id, row])).values()];
  return rows
    .toSorted((one, other) => millisecondOf(other) - millisecondOf(one) || (one._id < other._id ? 1 : -1))
    .slice(0, list.page.limit + 1);
}
