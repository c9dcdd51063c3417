import { systemScope } from '@gridlink/subgraph-kit';
import { type Countable, type CountedSource, countedSources } from './counted-sources.ts';
import type { CountingDeps } from './figure-deps.ts';
import type { Counting, CountOutcome, Generations } from './figure-store.ts';

const SCOPE = systemScope('everything is counted');

/**
 * Documents of one batch. The more, the fewer writes to the counters they share; but its journal entry names every counter they change, at
 * most some 450 for a ticket with a long life behind it, and has to fit into a document.
 */
export const BATCH = 100;

/** Sets of counters a change has to be counted in: the one that is read, and the one that is being built. */
const setsOf = ({ jurisdiction, active, building }: Generations): readonly Counting[] =>
  [active, ...(building ? [building.generation] : [])].map((generation) => ({ jurisdiction, generation }));

/** Counts documents of one jurisdiction into one set of counters, each as it is now. Safe to repeat. */
export const countInto = (
  { figures }: Pick<CountingDeps, 'figures'>,
  counting: Counting,
  documents: readonly Countable[],
): Promise<CountOutcome> =>
  figures.count(
    counting,
    documents.flatMap(({ version, shares }) => shares.map(({ id, share }) => ({ id, version, share }))),
  );

type Changed = {
  readonly source: CountedSource;
  readonly jurisdiction: string;
  readonly documents: readonly Countable[];
};

async function countThose(deps: CountingDeps, { source, jurisdiction, documents }: Changed): Promise<number> {
  // After the documents were read: a rebuild that began later than this sees them as they are now, or newer.
  const generations = await deps.figures.generations(jurisdiction);
  if (generations === null) return 0;
  for (const counting of setsOf(generations)) {
    const outcome = await countInto(deps, counting, documents);
    if (outcome !== 'COUNTED') return 0;
  }
  await source.markCounted(
    SCOPE,
    documents.map(({ id, version }) => ({ id, version })),
  );
  return documents.length;
}

async function countSource(deps: CountingDeps, source: CountedSource): Promise<number> {
  let counted = 0;
  for (;;) {
    const began = performance.now();
    const changed = await source.uncounted(SCOPE, BATCH);
    let now = 0;
    for (const [jurisdiction, documents] of Map.groupBy(changed, (one) => one.jurisdiction)) {
      now += await countThose(deps, { source, jurisdiction, documents });
    }
    counted += now;
    // Nothing got in: another replica is at it, or there is nothing left.
    if (now === 0 || changed.length < BATCH) return counted;
    // More is waiting: reports come in faster than usual, and are worth more than their figures.
    await new Promise((resolve) => setTimeout(resolve, performance.now() - began));
  }
}

/**
 * Counts every ticket, suggestion and deliberation that has changed since it was counted: its write marks it in that same write, and the
 * mark goes when the version that was counted is still the document's. Any number of replicas may; how many this one counted.
 */
export async function countChanged(deps: CountingDeps): Promise<number> {
  let counted = 0;
  for (const source of Object.values(countedSources(deps))) counted += await countSource(deps, source);
  return counted;
}

const TRIES = 100;
const PAUSE_MS = 50;

/** Counts what was written up to an instant, here or by the replica that is at it; false when that takes too long. */
export async function catchUp(deps: CountingDeps, until: Date): Promise<boolean> {
  const sources = Object.values(countedSources(deps));
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    await countChanged(deps);
    const waiting = await Promise.all(sources.map((source) => source.uncounted(SCOPE, 1, until)));
    if (waiting.every((left) => left.length === 0)) return true;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return false;
}
