import { areasOf } from '@gridlink/contracts';
import { forbidden, notFound, reachesArea, type Scope } from '@gridlink/subgraph-kit';
import type { TicketDeps } from '../../ticket/use-cases/deps.ts';
import { dayOf } from '../domain/days.ts';
import { INDICATORS } from '../domain/indicators.ts';
import { ALL } from '../domain/measure.ts';
import { isWholeMonths, type Period } from '../domain/period.ts';
import {
  type Correction,
  correctionsOf,
  type PeriodReport,
  type ReportPart,
  type ReportRow,
} from '../domain/period-report.ts';
import { catchUp } from './count-changed.ts';
import type { CountingDeps } from './figure-deps.ts';
import { figurePlace } from './figure-place.ts';
import { type FigureRow, readFigures } from './read-figures.ts';

type Deps = CountingDeps & Pick<TicketDeps, 'grids' | 'periodReports'>;

export type PeriodAsked = {
  readonly area: string | null;
  readonly period: NonNullable<Period>;
};

export type ClosingProblem = 'PERIOD_NOT_OVER' | 'PERIOD_NOT_WHOLE' | 'PERIOD_CLOSED' | 'FIGURES_NOT_READY';

export type ClosingOutcome =
  | { readonly kind: 'REFUSED'; readonly problem: ClosingProblem }
  | { readonly kind: 'CLOSED'; readonly report: PeriodReport };

const PARTS: readonly ReportPart[] = ['WHOLE', 'AREA', 'UNIT'];

const rowOf = (part: ReportPart, place: string, { key, sums }: FigureRow): ReportRow => ({
  part,
  key: part === 'WHOLE' ? place : key,
  // What stands now belongs to no period.
  n: Object.fromEntries([...sums].filter(([measure, count]) => count !== 0 && !/_NOW$|^STAGE_/.test(measure))),
});

/** The rows of a report as the counters have them now. */
async function rowsNow(deps: Deps, scope: Scope, { area, period }: PeriodAsked): Promise<readonly ReportRow[]> {
  const answers = await Promise.all(
    PARTS.map((part) =>
      readFigures(deps, scope, { area, category: null, period, groupBy: part === 'WHOLE' ? null : part }),
    ),
  );
  return answers.flatMap(({ rows, place }, index) => {
    const part = PARTS[index] as ReportPart;
    const written = rows.map((row) => rowOf(part, place, row));
    return part === 'WHOLE' ? written : written.filter(({ n }) => Object.keys(n).length > 0);
  });
}

/** Why a period cannot be closed, as far as that is known before its figures are read. */
export function periodIsClosable({ period }: PeriodAsked, now: Date): ClosingProblem | null {
  if (!isWholeMonths(period)) return 'PERIOD_NOT_WHOLE';
  return period.to >= dayOf(now) ? 'PERIOD_NOT_OVER' : null;
}

/** True once everything there was is counted: no rebuild is under way that has no older counters to stand for it. */
async function areReady(deps: Deps, jurisdiction: string): Promise<boolean> {
  const generations = await deps.figures.generations(jurisdiction);
  return generations !== null && !(generations.building && generations.finished === null);
}

/**
 * Freezes the figures of an area in a period that is over, once and for all: what changes later is shown beside, never in it.
 * @throws GraphError NOT_FOUND outside the scope
 */
export async function closePeriod(
  deps: Deps,
  scope: Scope,
  { asked, now, by }: { readonly asked: PeriodAsked; readonly now: Date; readonly by: string },
): Promise<ClosingOutcome> {
  const { jurisdiction, place, isGrid, isOwnOnly, unit } = await figurePlace(deps, scope, { area: asked.area });
  if (isGrid || isOwnOnly || unit !== ALL) throw forbidden();
  const problem = periodIsClosable(asked, now);
  if (problem) return { kind: 'REFUSED', problem };
  // What was done up to now is in.
  const isReady = (await areReady(deps, jurisdiction)) && (await catchUp(deps, jurisdiction, now));
  if (!isReady) return { kind: 'REFUSED', problem: 'FIGURES_NOT_READY' };
  const { from, to } = asked.period;
  const report: PeriodReport = {
    id: [place, from, to].join('_'),
    jurisdiction,
    division: place,
    areas: areasOf(place),
    from,
    to,
    closedAt: now,
    closedBy: by,
    indicators: INDICATORS,
    rows: await rowsNow(deps, scope, { ...asked, area: place }),
  };
  return (await deps.periodReports.add(report))
    ? { kind: 'CLOSED', report }
    : { kind: 'REFUSED', problem: 'PERIOD_CLOSED' };
}

/** A report within the scope; null where there is none. */
export async function periodReport(deps: Deps, scope: Scope, id: string): Promise<PeriodReport | null> {
  const report = await deps.periodReports.find(id);
  return report && reachesArea(scope, report.jurisdiction, report.areas) ? report : null;
}

/** Reports of an area and of those below it, newest first. */
export async function periodReports(
  deps: Deps,
  scope: Scope,
  { area, most }: { readonly area: string | null; readonly most: number },
): Promise<readonly PeriodReport[]> {
  const { jurisdiction, place, isGrid, isOwnOnly } = await figurePlace(deps, scope, { area });
  if (isGrid || isOwnOnly) throw notFound();
  return deps.periodReports.newest({ jurisdiction, area: place, most });
}

/** What a report would say today where that is something else. */
export async function correctionsTo(deps: Deps, scope: Scope, report: PeriodReport): Promise<readonly Correction[]> {
  const { division, from, to } = report;
  return correctionsOf(report, await rowsNow(deps, scope, { area: division, period: { from, to } }));
}
