import { pageRequest, type UserError } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { refused } from '../../ticket/graphql/refused.ts';
import { type Correction, type PeriodReport, type ReportRow, resultOf } from '../domain/period-report.ts';
import { type Names, reportCsv, reportHtml } from '../domain/report-document.ts';
import { type ClosingProblem, closePeriod, periodReport, periodReports } from '../use-cases/close-period.ts';
import { readPeriod } from './figure-query.ts';
import { indicatorNode } from './figure-types.ts';

type ClosePeriodInput = { readonly area?: string | null; readonly from: string; readonly to: string };

const PROBLEMS: Readonly<Record<ClosingProblem, UserError>> = {
  PERIOD_NOT_OVER: refused('PERIOD_NOT_OVER', 'to', '期间尚未结束，结束后方可锁定'),
  PERIOD_NOT_WHOLE: refused('PERIOD_NOT_WHOLE', 'from', '期间须由整月组成'),
  PERIOD_CLOSED: refused('PERIOD_CLOSED', 'from', '该期间已锁定，锁定的通报不再改变'),
  FIGURES_NOT_READY: refused('FIGURES_NOT_READY', 'from', '统计首次计数尚未完成，请稍后再锁定'),
};

const isArea = (part: ReportRow['part']): boolean => part !== 'UNIT';
const named = ({ part, key }: Pick<ReportRow, 'part' | 'key'>) => ({
  part,
  key,
  division: isArea(part) ? { code: key } : null,
  organization: isArea(part) ? null : { code: key },
});

const rowNode = (row: ReportRow, { indicators }: PeriodReport) => ({
  ...named(row),
  values: indicators.map((indicator) => ({ indicator: indicatorNode(indicator), ...resultOf(indicator, row.n) })),
});

const correctionNode = ({ indicator, frozen, now, ...row }: Correction) => ({
  ...named(row),
  frozen: { indicator: indicatorNode(indicator), ...frozen },
  now: { indicator: indicatorNode(indicator), ...now },
});

async function namesIn(report: PeriodReport, { deps }: TicketContext): Promise<Names> {
  return deps.organizations.names(report.rows.filter(({ part }) => part === 'UNIT').map(({ key }) => key));
}

const correctionsOf = async (report: PeriodReport, { loaders }: TicketContext): Promise<readonly Correction[]> =>
  (await loaders.reportToday.load(report))?.corrections ?? [];

export const periodReportResolvers = {
  division: ({ division }: PeriodReport) => ({ code: division }),
  rows: (report: PeriodReport) => report.rows.map((row) => rowNode(row, report)),
  corrections: async (report: PeriodReport, _: unknown, context: TicketContext) =>
    (await correctionsOf(report, context)).map(correctionNode),
  async html(report: PeriodReport, _: unknown, context: TicketContext) {
    const [corrections, names] = await Promise.all([correctionsOf(report, context), namesIn(report, context)]);
    return reportHtml(report, corrections, names);
  },
  async csv(report: PeriodReport, _: unknown, context: TicketContext) {
    const [corrections, names] = await Promise.all([correctionsOf(report, context), namesIn(report, context)]);
    return [...reportCsv(report, corrections, names)].join('');
  },
};

export const periodReportQueries = {
  periodReport: (_: unknown, { id }: { id: string }, { deps, scope }: TicketContext) => periodReport(deps, scope, id),
  periodReports: (
    _: unknown,
    { area, first }: { area?: string | null; first?: number | null },
    { deps, scope }: TicketContext,
  ) => periodReports(deps, scope, { area: area ?? null, most: pageRequest({ first: first ?? null }).limit }),
};

export const periodReportMutations = {
  async closePeriod(_: unknown, { input }: { input: ClosePeriodInput }, { deps, scope, caller, now }: TicketContext) {
    const asked = { area: input.area ?? null, period: readPeriod(input) };
    const outcome = await closePeriod(deps, scope, { asked, now: now(), by: caller.subject });
    if (outcome.kind === 'REFUSED') return { report: null, userErrors: [PROBLEMS[outcome.problem]] };
    return { report: outcome.report, userErrors: [] };
  },
};
