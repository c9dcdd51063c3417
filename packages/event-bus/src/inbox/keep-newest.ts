import { type Collection, type Filter, MongoServerError, type OptionalUnlessRequiredId } from 'mongodb';

/** What a service keeps of another's aggregate, with the number of the event it was learnt from. */
export type KeptAggregate = { readonly _id: string; readonly sequence: number };

const DUPLICATE_KEY = 11000;

/** An aggregate of which nothing newer is kept than the event of that number. */
export const notNewer = <T extends KeptAggregate>(id: string, sequence: number): Filter<T> =>
  // By `$not`, so that what was kept before events had numbers here is older than any.
  ({ _id: id, sequence: { $not: { $gt: sequence } } }) as unknown as Filter<T>;

/**
 * Runs a write that makes or changes what is kept where nothing newer is. The upsert of an older event meets the newer one's key; so does that
 * of a newer one when both find nothing there at once, and then it is tried again.
 * @returns false when something newer is kept
 */
export async function unlessNewer(write: () => Promise<unknown>): Promise<boolean> {
  for (let attempt = 1; attempt <= 2; attempt++) {
    try {
      await write();
      return true;
    } catch (error) {
      if (!(error instanceof MongoServerError && error.code === DUPLICATE_KEY)) throw error;
    }
  }
  return false;
}

/** Keeps an aggregate as an event shows it. Events may be handled again, late and side by side: what is newer stays. */
export const keepNewest = <T extends KeptAggregate>(collection: Collection<T>, document: T): Promise<boolean> =>
  unlessNewer(() =>
    collection.replaceOne(notNewer<T>(document._id, document.sequence), document as OptionalUnlessRequiredId<T>, {
      upsert: true,
    }),
  );
