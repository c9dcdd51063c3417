import { type Collection, type Document, type Filter, MongoServerError } from 'mongodb';
import { isDuplicateKey } from '../duplicate-key.ts';
import { inBatches, ONE_AFTER_THE_OTHER, type Settled } from '../in-batches.ts';
import { insertUnordered } from '../insert-unordered.ts';

/** What a service keeps of another's aggregate, with the number of the event it was learnt from. */
export type KeptAggregate = { readonly _id: string; readonly sequence: number };

/** Of the aggregate itself: that another's name or number is taken is no sign of something newer, and goes on. */
const isItsKeyTaken = (error: unknown): boolean =>
  error instanceof MongoServerError && isDuplicateKey(error) && '_id' in (error.errorResponse.keyPattern ?? { _id: 1 });

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
      if (!isItsKeyTaken(error)) throw error;
    }
  }
  return false;
}

/** Of any size: an event is a megabyte at most, and a command 16. */
const MOST = 12;

type Sequences = ReadonlyMap<string, number>;

/** What was kept before events had numbers here is older than any. */
const NO_NUMBER = -1;

async function sequencesOf<T extends KeptAggregate>(collection: Collection<T>, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, number>();
  const filter = { _id: { $in: [...ids] } } as unknown as Filter<T>;
  const found = await collection.find(filter, { projection: { sequence: 1 } }).toArray();
  return new Map<string, number>(found.map(({ _id, sequence }) => [String(_id), sequence ?? NO_NUMBER]));
}

/** Each in its place, unless what lies there by then is newer. */
const replacing = (documents: readonly KeptAggregate[]): Document[] => {
  const place = { $indexOfArray: [{ $literal: documents.map(({ _id }) => _id) }, '$_id'] };
  const its = { $arrayElemAt: [{ $literal: documents }, place] };
  const newest = { $cond: [{ $gt: ['$sequence', '$$its.sequence'] }, '$$ROOT', '$$its'] };
  return [{ $replaceWith: { $let: { vars: { its }, in: newest } } }];
};

function newestOfEach<T extends KeptAggregate>(documents: readonly T[]): T[] {
  const newest = new Map<string, T>();
  for (const document of documents)
    if (!((newest.get(document._id)?.sequence ?? NO_NUMBER) > document.sequence)) newest.set(document._id, document);
  return [...newest.values()];
}

async function keepAll<T extends KeptAggregate>(
  collection: Collection<T>,
  documents: readonly T[],
): Promise<readonly Settled<boolean>[]> {
  const newest = newestOfEach(documents);
  const idsOf = (some: readonly T[]): string[] => some.map(({ _id }) => _id);
  const known = await sequencesOf(collection, idsOf(newest));
  const unknown = newest.filter(({ _id }) => !known.has(_id));
  const failed = await insertUnordered(collection, unknown);
  const inserted = unknown.filter((_, index) => !failed.has(index));
  const isIn = new Set(idsOf(inserted));
  const others = newest.filter(({ _id }) => !isIn.has(_id));
  const outdated = others.filter(({ _id, sequence }) => (known.get(_id) ?? NO_NUMBER) <= sequence);
  if (outdated.length > 0)
    await collection.updateMany({ _id: { $in: idsOf(outdated) } } as unknown as Filter<T>, replacing(outdated));
  const now: Sequences = new Map([
    ...inserted.map(({ _id, sequence }) => [_id, sequence] as const),
    ...(await sequencesOf(collection, idsOf(others))),
  ]);
  return documents.map(({ _id, sequence }) => {
    const kept = now.get(_id) ?? NO_NUMBER;
    if (kept < sequence) return { error: new Error(`${_id} was not kept: ${[...failed.values()][0]?.errmsg ?? ''}`) };
    return { result: kept === sequence };
  });
}

/**
 * Keeps aggregates as events show them, those that come at the same time together. Events may be handled again, late and side by side: what
 * is newer stays.
 * @param most written by one command; more where they are small
 * @returns false when something newer is kept
 */
export const keepingNewest = <T extends KeptAggregate>(
  collection: Collection<T>,
  most = MOST,
): ((document: T) => Promise<boolean>) =>
  inBatches((documents: readonly T[]) => keepAll(collection, documents), { ...ONE_AFTER_THE_OTHER, most });
