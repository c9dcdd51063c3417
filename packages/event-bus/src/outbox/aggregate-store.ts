import type { EventEnvelope } from '@gridlink/contracts';
import { type Collection, MongoServerError, type UpdateFilter } from 'mongodb';
import { isDuplicateKey } from '../duplicate-key.ts';
import { inBatches, type Settled } from '../in-batches.ts';
import { insertUnordered, type WriteFailure } from '../insert-unordered.ts';
import type { AggregateDocument, EventDraft, StoreFields } from './aggregate-document.ts';
import { envelopesOf } from './envelope.ts';
import type { Publisher } from './publisher.ts';

export type WriteContext = {
  /** Aggregate's code, or id where it has none: the event's subject. */
  readonly subject: string;
  readonly now: Date;
  readonly traceparent?: string | undefined;
};

/** STORED: state and events are in. MOVED: another command was first. DUPLICATE: a unique key is taken (`keys` names its fields). */
export type WriteResult =
  | { readonly kind: 'STORED'; readonly version: number; readonly events: readonly EventEnvelope[] }
  | { readonly kind: 'MOVED' }
  | { readonly kind: 'DUPLICATE'; readonly keys: readonly string[] };

export type AggregateStore<T extends AggregateDocument> = {
  /** First write of an aggregate, with its events; goes to the database together with others that come at the same time. */
  insert(document: Omit<T, StoreFields>, drafts: readonly EventDraft[], context: WriteContext): Promise<WriteResult>;
  /** One guarded write: changes only when the document still has the version that was read. */
  update(
    previous: Pick<T, '_id' | 'version' | 'sequence' | 'jurisdiction' | 'division'>,
    update: UpdateFilter<T>,
    write: { readonly drafts: readonly EventDraft[]; readonly context: WriteContext },
  ): Promise<WriteResult>;
  /** Inserts many aggregates at once (imports); rows whose unique key is taken are reported, the others are in. */
  insertMany(rows: ReadonlyArray<InsertRow<T>>): Promise<readonly WriteResult[]>;
};

export type InsertRow<T extends AggregateDocument> = {
  readonly document: Omit<T, StoreFields>;
  readonly drafts: readonly EventDraft[];
  readonly context: WriteContext;
};

/** One command, one document, one write: state, version and outgoing events go in together or not at all. */
export function createAggregateStore<T extends AggregateDocument>(
  collection: Collection<T>,
  publisher: Publisher,
): AggregateStore<T> {
  const plain = collection as unknown as Collection<AggregateDocument>;
  const fieldsOf = indexFields(plain);

  const complete = ({ document, drafts, context }: InsertRow<T>): T => {
    const events = envelopesOf(drafts, { ...context, ...placeOf(document), firstSequence: 1 });
    const pending = events.length === 0 ? {} : { pendingSince: context.now };
    return { ...document, version: 1, sequence: events.length, outbox: events, ...pending } as unknown as T;
  };

  const store = async (documents: readonly T[]): Promise<readonly Settled<WriteResult>[]> => {
    const failed = await insertUnordered(collection, documents);
    const settled = documents.map(async (document, index): Promise<Settled<WriteResult>> => {
      const failure = failed.get(index);
      if (failure) return settledFailure(failure, fieldsOf);
      void publisher.announce(plain, document._id, document.outbox);
      return { result: { kind: 'STORED', version: 1, events: document.outbox } };
    });
    return Promise.all(settled);
  };
  const storeWithOthers = inBatches(store);

  return {
    insert: (document, drafts, context) => storeWithOthers(complete({ document, drafts, context })),

    async update(previous, update, { drafts, context }) {
      const events = envelopesOf(drafts, { ...context, ...placeOf(previous), firstSequence: previous.sequence + 1 });
      const version = previous.version + 1;
      try {
        const { matchedCount } = await plain.updateOne(
          { _id: previous._id, version: previous.version },
          withStoreFields(update as UpdateFilter<AggregateDocument>, {
            version,
            events,
            sequence: previous.sequence,
            now: context.now,
          }),
        );
        if (matchedCount === 0) return { kind: 'MOVED' };
      } catch (error) {
        return duplicateOrThrow(error, fieldsOf);
      }
      void publisher.announce(plain, previous._id, events);
      return { kind: 'STORED', version, events };
    },

    async insertMany(rows) {
      return (await store(rows.map(complete))).map((settled) => {
        if ('error' in settled) throw settled.error;
        return settled.result;
      });
    },
  };
}

const placeOf = (document: { jurisdiction: string; division: string }) => ({
  jurisdiction: document.jurisdiction,
  division: document.division,
});

function withStoreFields(
  update: UpdateFilter<AggregateDocument>,
  write: { version: number; sequence: number; events: readonly EventEnvelope[]; now: Date },
): UpdateFilter<AggregateDocument> {
  const set = { ...update.$set, version: write.version, sequence: write.sequence + write.events.length };
  if (write.events.length === 0) return { ...update, $set: set };
  return {
    ...update,
    // An older pending event keeps its time: $min takes the smaller of the two, and sets it where there is none.
    $min: { ...update.$min, pendingSince: write.now },
    $push: { ...update.$push, outbox: { $each: write.events } },
    $set: set,
  } as UpdateFilter<AggregateDocument>;
}

/** Fields of the collection's indexes by their names, read again for a name that was not there. */
function indexFields(collection: Pick<Collection, 'indexes'>): (name: string) => Promise<readonly string[]> {
  let known = new Map<string, readonly string[]>();
  return async (name) => {
    if (!known.has(name)) {
      const indexes = await collection.indexes();
      known = new Map(indexes.map((index) => [index.name ?? '', Object.keys(index.key)]));
    }
    return known.get(name) ?? [];
  };
}

type FieldsOf = ReturnType<typeof indexFields>;

const settledFailure = async (failure: WriteFailure, fieldsOf: FieldsOf): Promise<Settled<WriteResult>> =>
  isDuplicateKey(failure)
    ? { result: await duplicateOf(failure.errmsg ?? '', fieldsOf) }
    : { error: new Error(`a document was not stored: ${failure.errmsg || failure.code}`) };

async function duplicateOrThrow(error: unknown, fieldsOf: FieldsOf): Promise<WriteResult> {
  if (error instanceof MongoServerError && isDuplicateKey(error)) return duplicateOf(error.message, fieldsOf);
  throw error;
}

/** The message names the index whose key is taken; the pattern beside it is not passed on by the driver where several rows were written. */
async function duplicateOf(message: string, fieldsOf: FieldsOf): Promise<WriteResult> {
  const index = /index: (\S+)/.exec(message)?.[1] ?? '';
  return { kind: 'DUPLICATE', keys: await fieldsOf(index) };
}
