import type { Scope } from '@gridlink/subgraph-kit';

/** Documents that are counted, in the order in which they came: from an instant on, or after one of them. */
export type CountedPage = {
  readonly at: Date;
  readonly id: string | null;
  readonly until: Date;
  readonly limit: number;
};

export type CountedVersion = { readonly id: string; readonly version: number };

/** All below some divisions of a jurisdiction. */
export type Lying = { readonly jurisdiction: string; readonly divisions: readonly string[] };

/** Why documents cannot be counted, and from when on it is tried again. */
export type SetAside = { readonly because: string; readonly until: Date };

/** What the figures read of documents that are counted: those that changed since, and all of them, stretch by stretch, for a rebuild. */
export type CountedStore<Stored> = {
  /** Written since the figures counted them, longest waiting first; of those that have waited since an instant, or all. */
  uncounted(scope: Scope, limit: number, since?: Date): Promise<readonly Stored[]>;
  /** How many have waited for the figures since an instant, at most `most`. */
  countUncounted(scope: Scope, since: Date, most: number): Promise<number>;
  /** These versions are in the figures; a document that has moved on stays uncounted. */
  markCounted(scope: Scope, counted: readonly CountedVersion[]): Promise<void>;
  /** These versions wait no more, until they are taken up again or written. */
  setAside(scope: Scope, versions: readonly CountedVersion[], why: SetAside): Promise<void>;
  /** What was set aside until an instant waits again. */
  takeUp(scope: Scope, until: Date, now: Date): Promise<void>;
  /** How many are set aside, of a jurisdiction or at all, at most `most`. */
  countSetAside(scope: Scope, most: number, jurisdiction?: string): Promise<number>;
  /** How many there are, and when the first came. */
  countIn(scope: Scope, lying: Lying): Promise<number>;
  firstIn(scope: Scope, lying: Lying): Promise<Date | null>;
  /** Whole documents in their order. */
  inOrder(scope: Scope, lying: Lying, page: CountedPage): Promise<readonly Stored[]>;
};
