import { wholeDivisionCode } from '@gridlink/contracts';
import { type Scope, systemScope } from '@gridlink/subgraph-kit';
import { packOf } from '../../ticket/use-cases/deps.ts';
import { BATCH, type CountingWatch, countInto, setAside } from './count-changed.ts';
import {
  type Countable,
  type CountedSource,
  countedSources,
  SOURCE_NAMES,
  type SourceName,
} from './counted-sources.ts';
import type { Lying } from './counted-store.ts';
import type { CountingDeps } from './figure-deps.ts';
import type { Generations, Rebuild, Walk } from './figure-store.ts';

const SCOPE = systemScope('figures are rebuilt from everything they count');
const DAY_MS = 86_400_000;

/** The highest divisions of a jurisdiction: everything lies in one of them. */
function lyingIn(deps: CountingDeps, jurisdiction: string): Lying {
  const { prefixes } = packOf(deps, jurisdiction).territory;
  return { jurisdiction, divisions: [...new Set(prefixes.map((prefix) => wholeDivisionCode(prefix.slice(0, 2))))] };
}

/** Whose jurisdiction it is, and the platform itself. */
export const reachesJurisdiction = (scope: Scope, jurisdiction: string): boolean =>
  scope.reach === 'PLATFORM' || (scope.reach === 'BOUNDED' && scope.jurisdiction === jurisdiction);

/** Begins a rebuild; false when one is under way already. What is read stays as it is until the rebuild is done. */
export async function startRebuild(
  deps: CountingDeps,
  jurisdiction: string,
  { now, by }: { readonly now: Date; readonly by: string },
): Promise<boolean> {
  const generations = await deps.figures.generations(jurisdiction);
  if (generations === null || generations.building) return false;
  const lying = lyingIn(deps, jurisdiction);
  const counts = await Promise.all(Object.values(countedSources(deps)).map((source) => source.countIn(SCOPE, lying)));
  const of = counts.reduce((sum, count) => sum + count, 0);
  return deps.figures.startRebuild(jurisdiction, {
    generation: generations.active + 1,
    startedAt: now,
    startedBy: by,
    of,
  });
}

type Step = { readonly documents: readonly Countable[]; readonly to: Walk & { readonly of: SourceName } };
type At = { readonly source: CountedSource; readonly lying: Lying; readonly end: Date };

/** The next documents of one source; null at its end. Windows of a day, so that a page is found at once. */
async function nextIn({ source, lying, end }: At, walked: Walk | null): Promise<readonly Countable[] | null> {
  let at = walked?.at ?? (await source.firstIn(SCOPE, lying));
  let id = walked?.id ?? null;
  while (at !== null && at < end) {
    const until = new Date(at.getTime() + DAY_MS);
    const documents = await source.inOrder(SCOPE, lying, { at, id, until, limit: BATCH });
    if (documents.length > 0) return documents;
    [at, id] = [until, null];
  }
  return null;
}

/** The next documents of the walk and where it stands after them; null at its end. */
async function nextStep(
  deps: CountingDeps,
  jurisdiction: string,
  { walked, startedAt }: Rebuild,
): Promise<Step | null> {
  const sources = countedSources(deps);
  const lying = lyingIn(deps, jurisdiction);
  const end = new Date(startedAt.getTime() + DAY_MS);
  const begun = walked?.of ?? 'TICKETS';
  for (const of of SOURCE_NAMES.slice(SOURCE_NAMES.indexOf(begun))) {
    const documents = await nextIn({ source: sources[of], lying, end }, of === begun ? walked : null);
    const last = documents?.at(-1);
    if (documents && last) return { documents, to: { of, at: last.at, id: last.id } };
  }
  return null;
}

/** One step of a jurisdiction's rebuild; true while there is more to do. A replica that dies leaves off at its last step. */
async function walkOn(
  deps: CountingDeps,
  { jurisdiction, building }: Generations,
  watch: CountingWatch,
): Promise<boolean> {
  if (!building) return false;
  const counting = { jurisdiction, generation: building.generation };
  const step = await nextStep(deps, jurisdiction, building);
  if (step === null) {
    const { walked: _, ...rebuild } = building;
    await deps.figures.finishRebuild(counting, { ...rebuild, finishedAt: watch.now });
    return false;
  }
  const outcome = await countInto(deps, counting, step.documents);
  if (outcome !== 'COUNTED') return outcome === 'BUSY';
  await setAside(countedSources(deps)[step.to.of], step.documents, watch);
  return deps.figures.walkOn(counting, { from: building.walked, to: step.to, counted: step.documents.length });
}

export type RebuildRun = Pick<CountingWatch, 'onProblem'> & {
  readonly now: () => Date;
  readonly isStopped: () => boolean;
};

async function continueRebuild(deps: CountingDeps, jurisdiction: string, run: RebuildRun): Promise<number> {
  for (let steps = 0; ; ) {
    const generations = await deps.figures.generations(jurisdiction);
    if (!generations?.building || run.isStopped()) return steps;
    steps += 1;
    if (!(await walkOn(deps, generations, { now: run.now(), onProblem: run.onProblem }))) return steps;
  }
}

/** Brings every rebuild that is under way to its end, whoever began it; how many steps were taken here. */
export async function continueRebuilds(deps: CountingDeps, run: RebuildRun): Promise<number> {
  let steps = 0;
  for (const jurisdiction of deps.packs.keys()) {
    // One that cannot go on keeps no other waiting.
    steps += await continueRebuild(deps, jurisdiction, run).catch((error: unknown) => {
      run.onProblem('figures', error);
      return 0;
    });
  }
  return steps;
}

/** Counters for jurisdictions that have none: what was stored before there were figures is counted by a rebuild. */
export async function foundFigures(deps: CountingDeps, now: Date): Promise<void> {
  for (const jurisdiction of deps.packs.keys()) {
    if (await deps.figures.found(jurisdiction)) await startRebuild(deps, jurisdiction, { now, by: 'system' });
  }
}
