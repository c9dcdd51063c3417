import type { Collection, Db, IndexDescription } from 'mongodb';
import type { CounterChange, CounterKey } from '../domain/share.ts';
import type { Counter, Counting, FinishedRebuild, Generations, Rebuild } from '../use-cases/figure-store.ts';

/** Counters of one key. `batch` is bookkeeping: the number of the last batch that is in. */
export type CounterDocument = CounterKey & {
  readonly _id: string;
  readonly counting: string;
  readonly n: Counter['n'];
  readonly batch: number;
  /** Of a grid: by which the busiest of a division in a bucket are found, and how busy it is. */
  readonly hotIn?: readonly string[];
  readonly heat?: number;
};

/** What something is counted as in one set of counters. */
export type ShareDocument = {
  readonly _id: string;
  readonly counting: string;
  /** Id of a ticket, or of what else is counted. */
  readonly ticket: string;
  readonly version: number;
  readonly jurisdiction: string;
  readonly areas: readonly string[];
  readonly division: string;
  readonly gridId: string | null;
  readonly category: string | null;
  /** Facts as words. */
  readonly facts: readonly string[];
  readonly batch: number;
};

/** A batch that is decided and may not be in everywhere yet. */
export type Batch = {
  readonly shares: readonly Omit<ShareDocument, 'batch'>[];
  /** Ids of those that were not counted before: inserted, and all at once. Missing in a batch of an earlier version. */
  readonly added?: readonly string[];
  readonly changes: readonly CounterChange[];
};

/** The journal of one set of counters: batches one after the other, the next when the last is done. */
export type JournalDocument = {
  readonly _id: string;
  readonly number: number;
  readonly batch: Batch | null;
};

export type GenerationsDocument = Omit<Generations, 'jurisdiction'> & {
  readonly _id: string;
  readonly building: Rebuild | null;
  readonly finished: FinishedRebuild | null;
};

export type FigureCollections = {
  readonly counters: Collection<CounterDocument>;
  readonly shares: Collection<ShareDocument>;
  readonly journals: Collection<JournalDocument>;
  readonly generations: Collection<GenerationsDocument>;
};

export const figureCollections = (db: Db): FigureCollections => ({
  counters: db.collection('figure_counters'),
  shares: db.collection('figure_shares'),
  journals: db.collection('figure_journals'),
  generations: db.collection('figure_generations'),
});

export const countingId = ({ jurisdiction, generation }: Counting): string => `${jurisdiction}|${generation}`;

/** Under which a grid is found among the busiest of a division. */
export const hotToken = (counting: string, division: string, bucket: string): string =>
  [counting, division, bucket].join('|');

/** One index for each question. Equalities come first, what is grouped by last. */
const COUNTER_INDEXES: readonly IndexDescription[] = [
  { name: 'by-category', key: { counting: 1, place: 1, unit: 1, bucket: 1, category: 1 } },
  { name: 'by-unit', key: { counting: 1, place: 1, category: 1, bucket: 1, unit: 1 } },
  { name: 'hot-grids', key: { hotIn: 1, heat: -1, place: 1 }, sparse: true },
  { name: 'by-place', key: { counting: 1, parent: 1, unit: 1, category: 1, bucket: 1 } },
];

const SHARE_INDEXES: readonly IndexDescription[] = [
  { name: 'behind-a-number', key: { counting: 1, facts: 1, division: 1, category: 1, gridId: 1, ticket: 1 } },
];

export async function ensureFigureIndexes({ counters, shares }: FigureCollections): Promise<void> {
  await Promise.all([counters.createIndexes([...COUNTER_INDEXES]), shares.createIndexes([...SHARE_INDEXES])]);
}
