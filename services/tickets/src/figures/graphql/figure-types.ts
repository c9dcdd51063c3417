import { isDivisionCode, TICKET_STAGES } from '@gridlink/contracts';
import { dayNumberOf, isoDateOf } from '@gridlink/jurisdiction';
import { INDICATORS, type Indicator } from '../domain/indicators.ts';
import { ALL, kindOf, MEASURES, type Measure, NOW } from '../domain/measure.ts';
import { type NumberLink, writeLink } from '../domain/number-link.ts';
import { isDay, type Period } from '../domain/period.ts';
import { rateOf } from '../domain/period-report.ts';
import type { HotGrid } from '../use-cases/figure-store.ts';
import type { FigureAnswer, FigureRow } from '../use-cases/read-figures.ts';
import type { AgeBand } from '../use-cases/read-standing.ts';

const measureNode = (measure: Measure) => ({ code: measure, name: MEASURES[measure] });

export const indicatorNode = ({ numerator, denominator, ...indicator }: Indicator) => ({
  ...indicator,
  numerator: measureNode(numerator),
  denominator: denominator === null ? null : measureNode(denominator),
});

const numberNode = ({ sums, link }: FigureRow, measure: Measure, isNow = false) => ({
  measure: measureNode(measure),
  counts: kindOf(measure),
  count: sums.get(measure) ?? 0,
  ticketsOf: writeLink({ ...link, measure, ...(isNow ? { period: null } : {}) }),
});

function valueNode(row: FigureRow, indicator: Indicator) {
  const numerator = numberNode(row, indicator.numerator);
  const denominator = indicator.denominator === null ? null : numberNode(row, indicator.denominator);
  return {
    indicator: indicatorNode(indicator),
    numerator,
    denominator,
    rate: denominator === null ? null : rateOf(numerator.count, denominator.count),
  };
}

const standingNode = (row: FigureRow) => ({
  open: numberNode(row, 'OPEN_NOW', true),
  late: numberNode(row, 'LATE_NOW', true),
  supervised: numberNode(row, 'SUPERVISED_NOW', true),
  suggestionsWaiting: numberNode(row, 'SUGGESTIONS_WAITING_NOW', true),
  suggestionsOverdue: numberNode(row, 'SUGGESTIONS_OVERDUE_NOW', true),
  byStage: TICKET_STAGES.map((stage) => ({ stage, number: numberNode(row, `STAGE_${stage}`, true) })),
});

const countNode = (link: NumberLink, count: number) => ({
  measure: measureNode(link.measure),
  counts: kindOf(link.measure),
  count,
  ticketsOf: writeLink(link),
});

/** A day or a month as a period; now is none. */
function periodOf(bucket: string): Period {
  if (bucket === NOW) return null;
  if (isDay(bucket)) return { from: bucket, to: bucket };
  const first = dayNumberOf(`${bucket}-01`);
  const days = Array.from({ length: 31 }, (_, index) => isoDateOf(first + index)).filter((day) =>
    day.startsWith(bucket),
  );
  return { from: `${bucket}-01`, to: days.at(-1) ?? `${bucket}-01` };
}

export const hotGridNode = (jurisdiction: string, bucket: string, { place, heat }: HotGrid) => ({
  grid: { id: place },
  number: countNode(
    {
      jurisdiction,
      measure: bucket === NOW ? 'OPEN_NOW' : 'REGISTERED',
      place,
      unit: ALL,
      category: null,
      period: periodOf(bucket),
    },
    heat,
  ),
});

export const ageNode = ({ from, to, count, link }: AgeBand) => ({
  fromDays: from,
  toDays: to,
  number: countNode(link, count),
});

const isTrend = ({ groupBy }: FigureAnswer): boolean => groupBy === 'DAY' || groupBy === 'MONTH';

function rowNode(answer: FigureAnswer, row: FigureRow, wanted: readonly Indicator[]) {
  const { key } = row;
  const ofArea = answer.groupBy === 'AREA';
  return {
    key,
    division: ofArea && isDivisionCode(key) ? { code: key } : null,
    grid: ofArea && !isDivisionCode(key) ? { id: key } : null,
    organization: answer.groupBy === 'UNIT' ? { code: key } : null,
    values: wanted.map((indicator) => valueNode(row, indicator)),
    standing: isTrend(answer) ? null : standingNode(row),
  };
}

/** An answer as the schema shows it, of the indicators wanted; of all where none is named. */
export function figuresNode(answer: FigureAnswer, codes: readonly string[] | null) {
  const wanted = codes === null ? INDICATORS : INDICATORS.filter(({ code }) => codes.includes(code));
  const { place, isGrid, unit, category, period, groupBy, rows } = answer;
  return {
    area: isGrid ? null : place,
    gridId: isGrid ? place : null,
    unit: unit === ALL ? null : unit,
    category,
    from: period.from,
    to: period.to,
    groupBy,
    rows: rows.map((row) => rowNode(answer, row, wanted)),
  };
}
