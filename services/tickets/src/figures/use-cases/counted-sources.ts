import type { Scope } from '@gridlink/subgraph-kit';
import { type CountedShare, deliberationShares, suggestionShares } from '../domain/counted.ts';
import { shareOf } from '../domain/share.ts';
import type { CountedStore } from './counted-store.ts';
import { type CountingDeps, countingRules } from './figure-deps.ts';

/** A document as it is counted. */
export type Countable = {
  readonly id: string;
  readonly version: number;
  readonly jurisdiction: string;
  /** When it came: a rebuild goes by it. */
  readonly at: Date;
  /** Nothing where they cannot be told. */
  readonly shares: readonly CountedShare[];
  /** Why they cannot: its jurisdiction's law is gone, or it is not as it should be. */
  readonly problem: string | null;
};

export type CountedSource = CountedStore<Countable>;

/** In the order in which a rebuild walks them. */
export const SOURCE_NAMES = ['TICKETS', 'SUGGESTIONS', 'DELIBERATIONS'] as const;
export type SourceName = (typeof SOURCE_NAMES)[number];

type Stored = { readonly state: { readonly id: string; readonly jurisdiction: string }; readonly version: number };
type Reading<S extends Stored> = {
  readonly at: (state: S['state']) => Date;
  readonly shares: (state: S['state']) => readonly CountedShare[];
};

function told(shares: () => readonly CountedShare[]): Pick<Countable, 'shares' | 'problem'> {
  try {
    return { shares: shares(), problem: null };
  } catch (error) {
    return { shares: [], problem: error instanceof Error ? error.message : String(error) };
  }
}

function sourceOf<S extends Stored>(store: CountedStore<S>, { at, shares }: Reading<S>): CountedSource {
  const countable = ({ state, version }: S): Countable => {
    const { id, jurisdiction } = state;
    return { id, version, jurisdiction, at: at(state), ...told(() => shares(state)) };
  };
  return {
    uncounted: async (scope: Scope, limit, since) => (await store.uncounted(scope, limit, since)).map(countable),
    countUncounted: (scope, since, most) => store.countUncounted(scope, since, most),
    markCounted: (scope, counted) => store.markCounted(scope, counted),
    setAside: (scope, versions, why) => store.setAside(scope, versions, why),
    takeUp: (scope, until, now) => store.takeUp(scope, until, now),
    countSetAside: (scope, most, jurisdiction) => store.countSetAside(scope, most, jurisdiction),
    countIn: (scope, lying) => store.countIn(scope, lying),
    firstIn: (scope, lying) => store.firstIn(scope, lying),
    inOrder: async (scope, lying, page) => (await store.inOrder(scope, lying, page)).map(countable),
  };
}

/** Everything that is counted. */
export const countedSources = (deps: CountingDeps): Readonly<Record<SourceName, CountedSource>> => ({
  TICKETS: sourceOf(deps.tickets, {
    at: ({ reportedAt }) => reportedAt,
    shares: (state) => [{ id: state.id, share: shareOf(state, countingRules(deps, state.jurisdiction)) }],
  }),
  SUGGESTIONS: sourceOf(deps.suggestions, { at: ({ receivedAt }) => receivedAt, shares: suggestionShares }),
  DELIBERATIONS: sourceOf(deps.deliberations, { at: ({ convenedAt }) => convenedAt, shares: deliberationShares }),
});
