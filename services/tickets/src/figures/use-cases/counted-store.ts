import type { Scope } from '@gridlink/subgraph-kit';

/** Documents that are counted, in the order in which they came: from an instant on, or after one of them. */
export type CountedPage = {
  readonly at: Date;
  readonly id: string | null;
  readonly until: Date;
  readonly limit: number;
};

/** All below some divisions of a jurisdiction. */
export type Lying = { readonly jurisdiction: string; readonly divisions: readonly string[] };

/** What the figures read of documents that are counted: those that changed since, and all of them, stretch by stretch, for a rebuild. */
export type CountedStore<Stored> = {
  /** Written since the figures counted them, longest waiting first; of those that have waited since an instant, or all. */
  uncounted(scope: Scope, limit: number, since?: Date): Promise<readonly Stored[]>;
  /** How many have waited for the figures since an instant, at most `most`. */
  countUncounted(scope: Scope, since: Date, most: number): Promise<number>;
  /** These versions are in the figures; a document that has moved on stays uncounted. */
  markCounted(scope: Scope, counted: readonly { readonly id: string; readonly version: number }[]): Promise<void>;
  /** How many there are, and when the first came. */
  countIn(scope: Scope, lying: Lying): Promise<number>;
  firstIn(scope: Scope, lying: Lying): Promise<Date | null>;
  /** Whole documents in their order. */
  inOrder(scope: Scope, lying: Lying, page: CountedPage): Promise<readonly Stored[]>;
};
