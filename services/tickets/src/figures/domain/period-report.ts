import type { FigureGroup } from './figure-group.ts';
import type { Indicator } from './indicators.ts';
import type { Day, Measure } from './measure.ts';

/** A row of a report: the whole, one of the areas right below, or one of the units that worked there. */
export type ReportPart = 'WHOLE' | Extract<FigureGroup, 'AREA' | 'UNIT'>;

export type ReportRow = {
  readonly part: ReportPart;
  /** Code of the area or unit; that of the report's own area for the whole. */
  readonly key: string;
  readonly n: Readonly<Partial<Record<Measure, number>>>;
};

/** Figures of an area in a period as they stood when it was closed. Never written again. */
export type PeriodReport = {
  readonly id: string;
  readonly jurisdiction: string;
  readonly division: string;
  readonly areas: readonly string[];
  readonly from: Day;
  readonly to: Day;
  readonly closedAt: Date;
  readonly closedBy: string;
  /** As they were defined then. */
  readonly indicators: readonly Indicator[];
  readonly rows: readonly ReportRow[];
};

export type IndicatorResult = {
  readonly numerator: number;
  readonly denominator: number | null;
  readonly rate: number | null;
};

/** Of four decimals: more than tickets can bear out. */
export const rateOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1e4) / 1e4;

export function resultOf({ numerator, denominator }: Indicator, n: ReportRow['n']): IndicatorResult {
  const part = n[numerator] ?? 0;
  if (denominator === null) return { numerator: part, denominator: null, rate: null };
  const whole = n[denominator] ?? 0;
  return { numerator: part, denominator: whole, rate: rateOf(part, whole) };
}

/** What a row of a report would say today where that is something else. */
export type Correction = {
  readonly part: ReportPart;
  readonly key: string;
  readonly indicator: Indicator;
  readonly frozen: IndicatorResult;
  readonly now: IndicatorResult;
};

const rowKey = ({ part, key }: Pick<ReportRow, 'part' | 'key'>): string => `${part} ${key}`;

/** Where today's rows differ from a report's, indicator by indicator. */
export function correctionsOf({ rows, indicators }: PeriodReport, today: readonly ReportRow[]): readonly Correction[] {
  const then = new Map(rows.map((row) => [rowKey(row), row]));
  const now = new Map(today.map((row) => [rowKey(row), row]));
  return [...new Map([...then, ...now]).values()].flatMap(({ part, key }) =>
    indicators.flatMap((indicator): Correction[] => {
      const was = resultOf(indicator, then.get(rowKey({ part, key }))?.n ?? {});
      const is = resultOf(indicator, now.get(rowKey({ part, key }))?.n ?? {});
      const same = was.numerator === is.numerator && was.denominator === is.denominator;
      return same ? [] : [{ part, key, indicator, frozen: was, now: is }];
    }),
  );
}
