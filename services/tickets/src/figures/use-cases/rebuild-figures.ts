import { wholeDivisionCode } from '@gridlink/contracts';
import { type Scope, systemScope } from '@gridlink/subgraph-kit';
import { packOf } from '../../ticket/use-cases/deps.ts';
import { BATCH, countInto } from './count-tickets.ts';
import type { CountingDeps } from './figure-deps.ts';
import type { Generations, Rebuild, Walk } from './figure-store.ts';

const SCOPE = systemScope('figures are rebuilt from every ticket');
const DAY_MS = 86_400_000;

/** The highest divisions of a jurisdiction: every ticket lies in one of them. */
const rootsOf = (deps: CountingDeps, jurisdiction: string): readonly string[] => [
  ...new Set(packOf(deps, jurisdiction).territory.prefixes.map((prefix) => wholeDivisionCode(prefix.slice(0, 2)))),
];

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
  const of = await deps.tickets.countIn(SCOPE, jurisdiction, rootsOf(deps, jurisdiction));
  return deps.figures.startRebuild(jurisdiction, {
    generation: generations.active + 1,
    startedAt: now,
    startedBy: by,
    of,
  });
}

type Step = { readonly tickets: Awaited<ReturnType<CountingDeps['tickets']['reportedIn']>>; readonly to: Walk };

/** The next tickets of the walk and where it stands after them; null at its end. Windows of a day, so that a page is found at once. */
async function nextStep(
  deps: CountingDeps,
  jurisdiction: string,
  { walked, startedAt }: Rebuild,
): Promise<Step | null> {
  const roots = rootsOf(deps, jurisdiction);
  const end = new Date(startedAt.getTime() + DAY_MS);
  let from = walked ?? { at: await deps.tickets.firstReportIn(SCOPE, jurisdiction, roots), id: null };
  while (from.at !== null && from.at < end) {
    const until = new Date(from.at.getTime() + DAY_MS);
    const page = { at: from.at, id: from.id, until, limit: BATCH };
    const tickets = await deps.tickets.reportedIn(SCOPE, jurisdiction, roots, page);
    const last = tickets.at(-1);
    if (last) return { tickets, to: { at: last.state.reportedAt, id: last.state.id } };
    from = { at: until, id: null };
  }
  return null;
}

/** One step of a jurisdiction's rebuild; true while there is more to do. A replica that dies leaves off at its last step. */
async function walkOn(deps: CountingDeps, { jurisdiction, building }: Generations, now: Date): Promise<boolean> {
  if (!building) return false;
  const counting = { jurisdiction, generation: building.generation };
  const step = await nextStep(deps, jurisdiction, building);
  if (step === null) {
    const { walked: _, ...rebuild } = building;
    await deps.figures.finishRebuild(counting, { ...rebuild, finishedAt: now });
    return false;
  }
  const outcome = await countInto(deps, counting, step.tickets);
  if (outcome !== 'COUNTED') return outcome === 'BUSY';
  return deps.figures.walkOn(counting, { from: building.walked, to: step.to, counted: step.tickets.length });
}

/** Brings every rebuild that is under way to its end, whoever began it; how many steps were taken here. */
export async function continueRebuilds(deps: CountingDeps, now: () => Date, isStopped: () => boolean): Promise<number> {
  let steps = 0;
  for (const jurisdiction of deps.packs.keys()) {
    for (;;) {
      const generations = await deps.figures.generations(jurisdiction);
      if (!generations?.building || isStopped()) break;
      steps += 1;
      if (!(await walkOn(deps, generations, now()))) break;
    }
  }
  return steps;
}

/** Counters for jurisdictions that have none: what was stored before there were figures is counted by a rebuild. */
export async function foundFigures(deps: CountingDeps, now: Date): Promise<void> {
  for (const jurisdiction of deps.packs.keys()) {
    if (await deps.figures.found(jurisdiction)) await startRebuild(deps, jurisdiction, { now, by: 'system' });
  }
}
