import { badUserInput, connectionOf, notFound, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { ticketFields } from '../../ticket/graphql/ticket-fields.ts';
import type { FigureGroup } from '../domain/figure-group.ts';
import { INDICATORS } from '../domain/indicators.ts';
import { NOW } from '../domain/measure.ts';
import { daysIn, isDay, LONGEST_DAYS, type Period } from '../domain/period.ts';
import type { Generations } from '../use-cases/figure-store.ts';
import { readFigures, thingsBehind } from '../use-cases/read-figures.ts';
import { readHotGrids, readOpenAges } from '../use-cases/read-standing.ts';
import { reachesJurisdiction } from '../use-cases/rebuild-figures.ts';
import { entriesOf } from './figure-entries.ts';
import { ageNode, figuresNode, hotGridNode, indicatorNode } from './figure-types.ts';

export type FiguresInput = {
  readonly area?: string | null;
  readonly gridId?: string | null;
  readonly unit?: string | null;
  readonly category?: string | null;
  readonly from: string;
  readonly to: string;
  readonly groupBy?: FigureGroup | null;
  readonly indicators?: readonly string[] | null;
};

function readDay(value: string, field: string): string {
  if (isDay(value)) return value;
  throw badUserInput('日期应如 2026-03-01 (a day is written 2026-03-01)', field);
}

export function readPeriod({ from, to }: Pick<FiguresInput, 'from' | 'to'>): NonNullable<Period> {
  const period = { from: readDay(from, 'from'), to: readDay(to, 'to') };
  if (period.from > period.to) throw badUserInput('截止日早于起始日 (the last day is before the first)', 'to');
  if (daysIn(period) > LONGEST_DAYS) {
    throw badUserInput(`期间最长 ${LONGEST_DAYS} 天 (a period has at most ${LONGEST_DAYS} days)`, 'to');
  }
  return period;
}

/** A month, a day, or what is open now. */
function readBucket(on: string | null): string {
  if (on === null) return NOW;
  if (isDay(on) || isDay(`${on}-01`)) return on;
  throw badUserInput('应为某月或某日，如 2026-03 或 2026-03-01 (a month or a day)', 'on');
}

type HotGridsArguments = { readonly area?: string | null; readonly on?: string | null; readonly first?: number | null };
type OpenAgesArguments = {
  readonly area?: string | null;
  readonly gridId?: string | null;
  readonly unit?: string | null;
  readonly category?: string | null;
};

function checkIndicators(codes: readonly string[] | null | undefined): readonly string[] | null {
  const unknown = codes?.find((code) => !INDICATORS.some((indicator) => indicator.code === code));
  if (unknown !== undefined) throw badUserInput('没有该指标 (there is no such indicator)', 'indicators');
  return codes ?? null;
}

export const rebuildNode = ({ jurisdiction, building, finished }: Generations) => {
  if (building) return { jurisdiction, running: true, ...building, finishedAt: null };
  return finished ? { jurisdiction, running: false, ...finished } : null;
};

export const figureQueryResolvers = {
  indicators: () => INDICATORS.map(indicatorNode),

  async figures(_: unknown, { input }: { input: FiguresInput }, { deps, scope }: TicketContext) {
    const codes = checkIndicators(input.indicators);
    const question = {
      area: input.area,
      gridId: input.gridId,
      unit: input.unit,
      category: input.category ?? null,
      period: readPeriod(input),
      groupBy: input.groupBy ?? null,
    };
    return figuresNode(await readFigures(deps, scope, question), codes);
  },

  async ticketsOf(
    _: unknown,
    { figure, ...args }: PageArguments & { readonly figure: string },
    { deps, scope, selection }: TicketContext,
  ) {
    const page = pageRequest(args);
    const { kind, ids } = await thingsBehind(deps, scope, { word: figure, page });
    if (kind !== 'TICKET') {
      throw badUserInput('该数字所计不是工单，请用 entriesOf (the number counts no tickets: ask entriesOf)', 'figure');
    }
    const rows = new Map(
      (await deps.tickets.rowsById(scope, ids, ticketFields(selection))).map((row) => [row.id, row]),
    );
    const found = ids.map((id) => rows.get(id)).filter((row) => row !== undefined);
    return connectionOf(found, page, ({ id }) => [id]);
  },

  async entriesOf(
    _: unknown,
    { figure, ...args }: PageArguments & { readonly figure: string },
    { deps, scope, loaders }: TicketContext,
  ) {
    const page = pageRequest(args);
    const behind = await thingsBehind(deps, scope, { word: figure, page });
    return connectionOf(await entriesOf(behind, loaders), page, ({ id }) => [id]);
  },

  async hotGrids(_: unknown, args: HotGridsArguments, { deps, scope }: TicketContext) {
    const { first } = args;
    const most = pageRequest({ first: first ?? 10 }).limit;
    const bucket = readBucket(args.on ?? null);
    const { jurisdiction, grids } = await readHotGrids(deps, scope, { area: args.area ?? null, bucket, most });
    return grids.map((grid) => hotGridNode(jurisdiction, bucket, grid));
  },

  async openAges(_: unknown, args: OpenAgesArguments, { deps, scope, now }: TicketContext) {
    const { category, ...asked } = args;
    const bands = await readOpenAges(deps, scope, { ...asked, category: category ?? null, now: now() });
    return bands.map(ageNode);
  },

  async figureRebuild(_: unknown, { jurisdiction }: { jurisdiction: string }, { deps, scope }: TicketContext) {
    if (!reachesJurisdiction(scope, jurisdiction)) throw notFound();
    const generations = await deps.figures.generations(jurisdiction);
    return generations ? rebuildNode(generations) : null;
  },
};
