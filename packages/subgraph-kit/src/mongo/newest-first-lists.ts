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
  readonly instantOf?: (document: Document) => Date;
  readonly page: PageRequest;
  readonly projection?: object;
  /** Only what came later; null for all. */
  readonly since?: Date | null;
  /** Only what came before; null for all. */
  readonly before?: Date | null;
};

/** The part of a driver's collection that lists are read with. */
type Collection = { find(filter: object, options: object): { toArray(): Promise<unknown[]> } };

/** Above any page, so that one command brings all. */
const ONE_BATCH = 2_000;

const newestBy = (by: string): readonly SortField[] => [
  [by, -1, 'INSTANT'],
  ['_id', -1],
];

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
): (list: NewestFirstList<Document>) => Promise<readonly Document[]> {
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
    const instant = (document: Document): Date =>
      instantOf?.(document) ?? (document as Readonly<Record<string, Date>>)[by] ?? until;
    return lists.page({ key: JSON.stringify([by, filter]), rows: limit, until }, { read, instantOf: instant });
  };
}
