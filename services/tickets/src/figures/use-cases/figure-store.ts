import type { Measure } from '../domain/measure.ts';
import type { Share } from '../domain/share.ts';
import type { SourceName } from './counted-sources.ts';

/** One whole set of counters of a jurisdiction; a rebuild makes the next one beside it. */
export type Counting = { readonly jurisdiction: string; readonly generation: number };

/** Where a rebuild has come to: documents are walked source by source, by the day they came, then by instant and id. */
export type Walk = {
  /** Missing in a walk of an earlier version, which walked tickets. */
  readonly of?: SourceName;
  readonly at: Date;
  readonly id: string | null;
};

export type Rebuild = {
  readonly generation: number;
  readonly startedAt: Date;
  readonly startedBy: string;
  readonly walked: Walk | null;
  readonly counted: number;
  /** How many documents there were when it began. */
  readonly of: number;
};

export type FinishedRebuild = Omit<Rebuild, 'walked'> & { readonly finishedAt: Date };

export type Generations = {
  readonly jurisdiction: string;
  /** What figures are read from. */
  readonly active: number;
  readonly building: Rebuild | null;
  readonly finished: FinishedRebuild | null;
};

/** Something that is counted, as it is now: a document, or a part of one that is counted for itself. */
export type Counted = { readonly id: string; readonly version: number; readonly share: Share };

/** COUNTED: also when it was counted before. BUSY: another replica counts; try again. GONE: these counters are no more. */
export type CountOutcome = 'COUNTED' | 'BUSY' | 'GONE';

/** EACH gives a row for each there is; a value gives that one, or `*` for all of them. */
export type CounterQuery = Counting & {
  /** The place itself, or the places right below one. */
  readonly at: { readonly place: string } | { readonly below: string };
  readonly unit: string | 'EACH';
  readonly category: string | 'EACH';
  readonly buckets: readonly string[];
};

export type Counter = {
  readonly place: string;
  readonly unit: string;
  readonly category: string;
  readonly bucket: string;
  readonly n: Readonly<Partial<Record<Measure, number>>>;
};

/** What one number counts. */
export type CountedList = Counting & {
  /** A division, or a grid's id. */
  readonly place: string;
  readonly category: string | null;
  /** Facts as words, any of which it has; or a stretch of them, both ends included. */
  readonly facts: readonly string[] | { readonly from: string; readonly to: string };
  readonly after: string | null;
  readonly limit: number;
};

export type HotGrids = Counting & {
  readonly division: string;
  readonly bucket: string;
  readonly most: number;
};

export type HotGrid = { readonly place: string; readonly heat: number };

/** What stands now in one grid, and the division it lies in. */
export type GridStanding = { readonly place: string; readonly parent: string; readonly n: Counter['n'] };

/** Counters and what they were counted from. */
export type FigureStore = {
  generations(jurisdiction: string): Promise<Generations | null>;
  /** Makes the first, empty set of counters, where there is none; true when it was made now. */
  found(jurisdiction: string): Promise<boolean>;
  /** False when a rebuild is under way already. */
  startRebuild(jurisdiction: string, rebuild: Omit<Rebuild, 'walked' | 'counted'>): Promise<boolean>;
  /** False when another replica has walked on. */
  walkOn(
    counting: Counting,
    step: { readonly from: Walk | null; readonly to: Walk; readonly counted: number },
  ): Promise<boolean>;
  /** The rebuilt counters take the place of the old ones. */
  finishRebuild(counting: Counting, finished: FinishedRebuild): Promise<void>;
  /** Counts things as they are now instead of as they were counted last: all counters of a batch, or none. */
  count(counting: Counting, things: readonly Counted[]): Promise<CountOutcome>;
  counters(query: CounterQuery): Promise<readonly Counter[]>;
  /** The busiest grids of a division, busiest first. */
  hotGrids(query: HotGrids): Promise<readonly HotGrid[]>;
  gridStandings(counting: Counting, gridIds: readonly string[]): Promise<readonly GridStanding[]>;
  /** Ids of what is behind a number, one more than the page wants when there is one. */
  countedThings(list: CountedList): Promise<readonly string[]>;
};
