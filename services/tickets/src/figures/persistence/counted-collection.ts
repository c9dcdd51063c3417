import { NOTHING, type Scope } from '@gridlink/subgraph-kit';
import type { Collection } from 'mongodb';
import type { CountedStore, CountedVersion, Lying } from '../use-cases/counted-store.ts';

type Filter = Record<string, unknown>;

const REASON_MAX = 500;

type Counted<Document, Stored> = {
  /** The instant that the documents' lists go by; an index leads from `jurisdiction` and `seenBy` to it. */
  readonly instant: string;
  readonly projection: object;
  readonly toStored: (document: Document) => Stored;
  readonly scopeFilter: (scope: Scope) => Filter;
};

const oneOf = (values: readonly string[]): unknown => (values.length === 1 ? values[0] : { $in: values });

const within = ({ jurisdiction, divisions }: Lying): Filter => ({ jurisdiction, seenBy: oneOf(divisions) });

/** With the state goes the mark that the figures have yet to count it; one that is there already keeps its instant. */
export const uncountedSince = <Update extends { readonly $min?: object }>(update: Update, now: Date): Update => ({
  ...update,
  $min: { ...update.$min, uncountedSince: now },
});

/** What a counted document bears for the figures besides its state. */
export type CountingMarks = {
  /** When it was first written after the figures last counted it; absent while they are up with it. */
  readonly uncountedSince?: Date;
  /** It could not be counted: until when that is left, and why. */
  readonly setAsideUntil?: Date;
  readonly setAsideFor?: string;
};

export const COUNTING_MARKS = { uncountedSince: Date, setAsideUntil: Date, setAsideFor: String } as const;

/** A projection without them. */
export const NO_COUNTING_MARKS = { uncountedSince: 0, setAsideUntil: 0, setAsideFor: 0 } as const;

/** The marks' indexes, for each collection that is counted. */
export const COUNTING_INDEXES = [
  { name: 'uncounted', key: { uncountedSince: 1 }, sparse: true },
  { name: 'set-aside', key: { setAsideUntil: 1 }, sparse: true },
] as const;

const NOT_ASIDE = { setAsideUntil: '', setAsideFor: '' } as const;

/** A collection as the figures read it. */
export function countedCollection<Document extends { readonly _id: string }, Stored>(
  collection: Collection<Document>,
  { instant, projection, toStored, scopeFilter }: Counted<Document, Stored>,
): CountedStore<Stored> {
  // The filters are of fields that every counted document has.
  const documents = collection as unknown as Collection<{ _id: string; version: number; [field: string]: unknown }>;
  const order = { [instant]: 1, _id: 1 } as const;
  const whole = async (filter: Filter, sort: Record<string, 1>, limit: number): Promise<readonly Stored[]> => {
    const found = documents.find<Document>(filter, { projection, sort, limit, batchSize: limit + 1 });
    return (await found.toArray()).map((document) => toStored(document as Document));
  };

  const mark = async (scope: Scope, versions: readonly CountedVersion[], update: object): Promise<void> => {
    // Most that are counted are new, so that their versions are few.
    for (const [version, same] of Map.groupBy(versions, (one) => one.version)) {
      const filter = { ...scopeFilter(scope), _id: { $in: same.map(({ id }) => id) }, version };
      await documents.updateMany(filter as Filter, update);
    }
  };

  return {
    uncounted: (scope, limit, since) => {
      const waiting = { $gt: new Date(0), ...(since ? { $lte: since } : {}) };
      return whole({ ...scopeFilter(scope), uncountedSince: waiting }, { uncountedSince: 1 }, limit);
    },

    countUncounted: (scope, since, most) =>
      documents.countDocuments({ ...scopeFilter(scope), uncountedSince: { $lte: since } }, { limit: most }),

    markCounted: (scope, counted) => mark(scope, counted, { $unset: { uncountedSince: '', ...NOT_ASIDE } }),

    setAside: (scope, versions, { because, until }) =>
      mark(scope, versions, {
        $unset: { uncountedSince: '' },
        $set: { setAsideUntil: until, setAsideFor: because.slice(0, REASON_MAX) },
      }),

    async takeUp(scope, until, now) {
      const over = { ...scopeFilter(scope), setAsideUntil: { $lte: until } };
      await documents.updateMany(over as Filter, { $min: { uncountedSince: now }, $unset: NOT_ASIDE });
    },

    countSetAside: (scope, most, jurisdiction) => {
      const of = jurisdiction === undefined ? {} : { jurisdiction };
      const aside = { ...scopeFilter(scope), ...of, setAsideUntil: { $gt: new Date(0) } };
      return documents.countDocuments(aside, { limit: most });
    },

    countIn: (scope, lying) =>
      scope.reach === 'SYSTEM' ? documents.countDocuments(within(lying)) : Promise.resolve(0),

    async firstIn(scope, lying) {
      const filter = scope.reach === 'SYSTEM' ? within(lying) : NOTHING;
      const [first] = await documents.find(filter, { projection: { [instant]: 1 }, sort: order, limit: 1 }).toArray();
      return (first?.[instant] as Date | undefined) ?? null;
    },

    async inOrder(scope, lying, { at, id, until, limit }) {
      if (scope.reach !== 'SYSTEM') return [];
      const after = id === null ? {} : { $or: [{ [instant]: { $gt: at } }, { [instant]: at, _id: { $gt: id } }] };
      return whole({ ...within(lying), [instant]: { $gte: at, $lt: until }, ...after }, order, limit);
    },
  };
}
