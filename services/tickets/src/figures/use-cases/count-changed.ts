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

/** What a pass over the documents goes by. */
export type CountingWatch = {
  readonly now: Date;
  readonly onProblem: (message: string, error: unknown) => void;
};

/** What cannot be counted is tried again after this long, when it is written, and when a counter starts: a pack may be back. */
const ASIDE_MS = 600_000;
/** Documents an operator is named of those that are set aside together. */
const NAMED = 5;

/** Everything that is set aside waits again. */
export async function takeUpAll(deps: CountingDeps, now: Date): Promise<void> {
  const until = new Date(now.getTime() + ASIDE_MS);
  for (const source of Object.values(countedSources(deps))) await source.takeUp(SCOPE, until, now);
}

/** Sets aside what of a batch cannot be counted, and tells the operator why; how many those are. */
export async function setAside(
  source: CountedSource,
  batch: readonly Countable[],
  { now, onProblem }: CountingWatch,
): Promise<number> {
  const until = new Date(now.getTime() + ASIDE_MS);
  let count = 0;
  for (const [because, those] of Map.groupBy(batch, ({ problem }) => problem)) {
    if (because === null) continue;
    await source.setAside(SCOPE, those, { because, until });
    const named = those.slice(0, NAMED).map(({ id }) => id);
    const more = those.length > NAMED ? ' …' : '';
    onProblem('figures', new Error(`${those.length} documents are set aside: ${because} (${named.join(', ')}${more})`));
    count += those.length;
  }
  return count;
}

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

/** How many of them wait no more. */
async function countThose(deps: CountingDeps, changed: Changed, watch: CountingWatch): Promise<number> {
  const { source, jurisdiction, documents } = changed;
  // After the documents were read: a rebuild that began later than this sees them as they are now, or newer.
  const generations = await deps.figures.generations(jurisdiction);
  if (generations === null) {
    const problem = `no figures are kept for jurisdiction ${jurisdiction}`;
    return setAside(
      source,
      documents.map((one) => ({ ...one, problem })),
      watch,
    );
  }
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

/** One batch; how many wait no more. A jurisdiction that cannot be counted now keeps no other waiting. */
async function countBatch(
  deps: CountingDeps,
  { source, batch }: { readonly source: CountedSource; readonly batch: readonly Countable[] },
  watch: CountingWatch,
): Promise<number> {
  let settled = await setAside(source, batch, watch);
  const countable = batch.filter(({ problem }) => problem === null);
  const failures: unknown[] = [];
  for (const [jurisdiction, documents] of Map.groupBy(countable, (one) => one.jurisdiction)) {
    try {
      settled += await countThose(deps, { source, jurisdiction, documents }, watch);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return settled;
}

async function countSource(deps: CountingDeps, source: CountedSource, watch: CountingWatch): Promise<number> {
  await source.takeUp(SCOPE, watch.now, watch.now);
  let counted = 0;
  for (;;) {
    const began = performance.now();
    const batch = await source.uncounted(SCOPE, BATCH);
    const settled = await countBatch(deps, { source, batch }, watch);
    counted += settled;
    // Nothing got in: another replica is at it, or there is nothing left.
    if (settled === 0 || batch.length < BATCH) return counted;
    // More is waiting: reports come in faster than usual, and are worth more than their figures.
    await new Promise((resolve) => setTimeout(resolve, performance.now() - began));
  }
}

/**
 * Counts every ticket, suggestion and deliberation that has changed since it was counted: its write marks it in that same write, and the
 * mark goes when the version that was counted is still the document's. What cannot be counted is set aside with its reason and tried again
 * later, so that the others go on. Any number of replicas may; how many this one counted or set aside.
 */
export async function countChanged(deps: CountingDeps, watch: CountingWatch): Promise<number> {
  let counted = 0;
  for (const source of Object.values(countedSources(deps))) counted += await countSource(deps, source, watch);
  return counted;
}

const TRIES = 100;
const PAUSE_MS = 50;

/** True where a jurisdiction has documents that could not be counted. */
const hasSetAside = async (deps: CountingDeps, jurisdiction: string): Promise<boolean> => {
  const sources = Object.values(countedSources(deps));
  const aside = await Promise.all(sources.map((source) => source.countSetAside(SCOPE, 1, jurisdiction)));
  return aside.some((count) => count > 0);
};

/**
 * Counts what was written up to an instant, here or by the replica that is at it; false when that takes too long, or where something of the
 * jurisdiction cannot be counted.
 */
export async function catchUp(deps: CountingDeps, jurisdiction: string, until: Date): Promise<boolean> {
  // The counter tells what it sets aside, and again each time it is tried.
  const watch = { now: until, onProblem: () => undefined };
  const sources = Object.values(countedSources(deps));
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    await countChanged(deps, watch);
    const waiting = await Promise.all(sources.map((source) => source.uncounted(SCOPE, 1, until)));
    if (waiting.every((left) => left.length === 0)) return !(await hasSetAside(deps, jurisdiction));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return false;
}
