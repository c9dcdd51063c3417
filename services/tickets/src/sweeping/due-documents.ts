import type { Collection, Document, Filter, UpdateFilter } from 'mongodb';

/** Documents that are due by an instant of their own. */
export type DueDocuments<Stored> = {
  /** Of those a filter reaches the one that fell due first, hidden from others until `until`; null where none is due. */
  claim(filter: object, now: Date, until: Date): Promise<Stored | null>;
  /** How many are due and in nobody's hand, at most `most`. */
  count(filter: object, now: Date, most: number): Promise<number>;
};

/**
 * Moving the instant is the lease: the index on it hides what another sweeper has in hand, and shows it again if that one dies.
 *
 * @param projection what of a claimed document is read; all of it unless said.
 */
export function dueDocuments<Stored extends Document>(
  collection: Collection<Stored>,
  field: keyof Stored & string,
  projection?: object,
): DueDocuments<Stored> {
  const due = (filter: object, now: Date) => ({ ...filter, [field]: { $lte: now } }) as Filter<Stored>;
  return {
    async claim(filter, now, until) {
      const lease = { $set: { [field]: until } } as unknown as UpdateFilter<Stored>;
      const options = { sort: { [field]: 1 }, returnDocument: 'after', ...(projection ? { projection } : {}) } as const;
      return (await collection.findOneAndUpdate(due(filter, now), lease, options)) as Stored | null;
    },
    count: (filter, now, most) => collection.countDocuments(due(filter, now), { limit: most }),
  };
}
