import { liesIn } from '@gridlink/contracts';
import { dayNumberOf, isoDateOf } from '@gridlink/jurisdiction';
import { badUserInput, notFound, type Scope } from '@gridlink/subgraph-kit';
import type { TicketDeps } from '../../ticket/use-cases/deps.ts';
import type { GridTotals, Totals } from '../../ticket/use-cases/ticket-repository.ts';
import { dayOf } from '../domain/days.ts';
import { ALL, NOW } from '../domain/measure.ts';
import { BEGINNING, type NumberLink } from '../domain/number-link.ts';
import { daysOf, type Period } from '../domain/period.ts';
import { figurePlace, type PlaceAsked } from './figure-place.ts';
import type { Counter, GridStanding, HotGrid } from './figure-store.ts';

type Deps = Pick<TicketDeps, 'grids' | 'figures'>;
type StandingDeps = Pick<TicketDeps, 'figures' | 'tickets'>;

export const activeGeneration = async ({ figures }: Pick<Deps, 'figures'>, jurisdiction: string): Promise<number> =>
  (await figures.generations(jurisdiction))?.active ?? 0;

/** The busiest grids of an area: by reports of a day or a month, or by what is open now. */
export async function readHotGrids(
  deps: Deps,
  scope: Scope,
  { area, bucket, most }: { readonly area: string | null; readonly bucket: string; readonly most: number },
): Promise<{ readonly jurisdiction: string; readonly grids: readonly HotGrid[] }> {
  const { jurisdiction, place, isGrid, isOwnOnly } = await figurePlace(deps, scope, { area });
  if (isGrid || isOwnOnly) throw notFound();
  const generation = await activeGeneration(deps, jurisdiction);
  return {
    jurisdiction,
    grids: await deps.figures.hotGrids({ jurisdiction, generation, division: place, bucket, most }),
  };
}

/** How long what is open has been so: days since the report, the last without an end. */
export const AGE_BANDS: readonly { readonly from: number; readonly to: number | null }[] = [
  { from: 0, to: 1 },
  { from: 2, to: 3 },
  { from: 4, to: 7 },
  { from: 8, to: 15 },
  { from: 16, to: 30 },
  { from: 31, to: 90 },
  { from: 91, to: null },
];

export type AgeBand = (typeof AGE_BANDS)[number] & { readonly count: number; readonly link: NumberLink };

const daysBefore = (today: string, days: number): string => isoDateOf(dayNumberOf(today) - days);

/** Open tickets by their age: the days within the last band's beginning one by one, whatever is older as the rest. */
export async function readOpenAges(
  deps: Deps,
  scope: Scope,
  { now, category, ...asked }: PlaceAsked & { readonly category: string | null; readonly now: Date },
): Promise<readonly AgeBand[]> {
  const { jurisdiction, place, unit, isGrid } = await figurePlace(deps, scope, asked);
  if (unit !== ALL && category !== null) {
    throw badUserInput('存量时长不能同时按单位和事项 (ages are by unit or by category, not by both)', 'category');
  }
  if (isGrid && (unit !== ALL || category !== null)) {
    throw badUserInput('网格只计总数，不分单位和事项 (of a grid only wholes are kept)', 'category');
  }
  const today = dayOf(now);
  const generation = await activeGeneration(deps, jurisdiction);
  const oldest = AGE_BANDS.at(-1)?.from ?? 0;
  const recent = daysOf({ from: daysBefore(today, oldest - 1), to: today });
  const query = { jurisdiction, generation, at: { place }, unit, category: category ?? ALL, buckets: [...recent, NOW] };
  const counters = await deps.figures.counters(query);
  const byDay = new Map<string, number>();
  for (const { bucket, n } of counters) {
    const count = (bucket === NOW ? n.OPEN_NOW : n.STILL_OPEN) ?? 0;
    byDay.set(bucket, (byDay.get(bucket) ?? 0) + count);
  }
  const inDays = (period: NonNullable<Period>): number =>
    daysOf(period).reduce((sum, day) => sum + (byDay.get(day) ?? 0), 0);
  const young = inDays({ from: daysBefore(today, oldest - 1), to: today });
  return AGE_BANDS.map((band) => {
    const period = {
      from: band.to === null ? BEGINNING : daysBefore(today, band.to),
      to: daysBefore(today, band.from),
    };
    const count = band.to === null ? (byDay.get(NOW) ?? 0) - young : inDays(period);
    return { ...band, count, link: { jurisdiction, measure: 'STILL_OPEN', place, unit, category, period } };
  });
}

const reachesGrid = (scope: Scope, { place, parent }: GridStanding): boolean =>
  scope.reach === 'BOUNDED' &&
  ((scope.area !== undefined && liesIn(parent, scope.area)) || (scope.grids ?? []).includes(place));

/** What counters of now say of the stages; those with nothing in them are left out. */
export function stageTotals(standings: readonly Pick<Counter, 'n'>[]): readonly Totals[] {
  const byStage = new Map<Totals['stage'], number>();
  for (const { n } of standings) {
    for (const [measure, count] of Object.entries(n)) {
      if (!measure.startsWith('STAGE_')) continue;
      const stage = measure.slice('STAGE_'.length) as Totals['stage'];
      byStage.set(stage, (byStage.get(stage) ?? 0) + count);
    }
  }
  return [...byStage].map(([stage, count]) => ({ stage, count })).filter(({ count }) => count > 0);
}

const totalsOf = (gridId: string, standings: readonly GridStanding[]): GridTotals => ({
  gridId,
  totals: stageTotals(standings),
  late: standings.reduce((sum, { n }) => sum + (n.LATE_NOW ?? 0), 0),
});

/**
 * What stands in each grid, from the counters for whoever reaches all of the grid; who sees but some of its tickets, a department or
 * whoever handed one in, has those counted.
 */
export async function gridTotals(
  deps: StandingDeps,
  scope: Scope,
  gridIds: readonly string[],
): Promise<readonly GridTotals[]> {
  if (scope.reach !== 'BOUNDED') return deps.tickets.totalsOfGrids(scope, gridIds);
  const { jurisdiction } = scope;
  const found =
    scope.area === undefined && scope.grids === undefined
      ? []
      : await deps.figures.gridStandings(
          { jurisdiction, generation: await activeGeneration(deps, jurisdiction) },
          gridIds,
        );
  const byGrid = Map.groupBy(
    found.filter((row) => reachesGrid(scope, row)),
    ({ place }) => place,
  );
  const others = gridIds.filter((id) => !byGrid.has(id));
  const counted = [...byGrid].map(([gridId, standings]) => totalsOf(gridId, standings));
  if (others.length === 0 || scope.organization === undefined) return counted;
  return [...counted, ...(await deps.tickets.totalsOfGrids(scope, others))];
}
