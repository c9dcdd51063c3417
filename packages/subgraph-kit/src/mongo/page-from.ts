import { afterFilter, type PageRequest, type SortField } from '../graphql/connection.ts';

type Filter = Readonly<Record<string, unknown>>;

/**
 * A filter from a row on. The first field's bound is said once more outside the ladder, so that a walk of the index begins at the page
 * and not at the list's head; of two bounds the far one stands first, as a server that takes but one takes that.
 */
export function pageFrom(filter: Filter, sort: readonly SortField[], after: PageRequest['after']): Filter {
  const [first] = sort;
  if (!after || !first) return filter;
  const [field, direction] = first;
  const range = filter[field] as Filter | undefined;
  const near = direction === 1 ? '$gte' : '$lte';
  const { $and = [], ...rest } = filter as { $and?: readonly Filter[] };
  const ladder = afterFilter(sort, after);
  if (!range || !(near in range || '$lt' in range)) {
    return { ...rest, [field]: { ...range, [near]: after[0] }, $and: [...$and, ladder] };
  }
  // An end of the caller's own and the page's meet in one field: the caller's is kept as a condition.
  return { ...rest, [field]: { [near]: after[0] }, $and: [...$and, ladder, { [field]: range }] };
}

/** A list's order as the database takes it. */
export const sortOf = (sort: readonly SortField[]): Record<string, 1 | -1> =>
  Object.fromEntries(sort.map(([field, direction]) => [field, direction]));
