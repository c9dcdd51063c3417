import type { GraphClient } from '@gridlink/demo';

export type Numbered = {
  readonly measure: { readonly code: string };
  readonly count: number;
  readonly ticketsOf: string;
};
export type Row = {
  readonly key: string;
  readonly values: readonly {
    readonly indicator: { readonly code: string };
    readonly numerator: Numbered;
    readonly denominator: Numbered | null;
  }[];
  readonly standing: { readonly open: Numbered; readonly late: Numbered } | null;
};
export type Frozen = { readonly numerator: number; readonly denominator: number | null };
export type Report = {
  readonly id: string;
  readonly rows: readonly {
    readonly part: string;
    readonly key: string;
    readonly values: readonly (Frozen & { readonly indicator: { readonly code: string } })[];
  }[];
  readonly corrections: readonly {
    readonly key: string;
    readonly frozen: Frozen & { readonly indicator: { readonly code: string } };
    readonly now: Frozen;
  }[];
  readonly html: string;
  readonly csv: string;
};
/** Whole months, as figures and reports are asked for. */
export type Period = { readonly from: string; readonly to: string };

const NUMBER = '{ measure { code } count ticketsOf }';
const ROWS = `rows { key values { indicator { code } numerator ${NUMBER} denominator ${NUMBER} } standing { open ${NUMBER} late ${NUMBER} } }`;
const FROZEN = '{ indicator { code } numerator denominator }';
const REPORT = `{ id rows { part key values ${FROZEN} } corrections { key frozen ${FROZEN} now ${FROZEN} } html csv }`;

const DAY_MS = 86_400_000;
const CHINA_MS = 8 * 3_600_000;

/** The month of this instant in China and the one after it: what is reported now is decided within them. */
export function thisMonthAndNext(now: number): Period {
  const day = new Date(now + CHINA_MS);
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
  const dateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
  return { from: dateOf(Date.UTC(year, month, 1)), to: dateOf(Date.UTC(year, month + 2, 1) - DAY_MS) };
}

/** A row of the cockpit for the caller’s own area, or one row a group. */
export async function figuresOf(client: GraphClient, period: Period, groupBy: string | null = null): Promise<Row[]> {
  const query = `query Figures($input: FiguresInput!) { figures(input: $input) { ${ROWS} } }`;
  return (await client.ask<{ figures: { rows: Row[] } }>(query, { input: { ...period, groupBy } })).figures.rows;
}

export const numbersOf = ({ values, standing }: Row): readonly Numbered[] => [
  ...values.flatMap(({ numerator, denominator }) => (denominator ? [numerator, denominator] : [numerator])),
  ...(standing ? [standing.open, standing.late] : []),
];

/** Every number of every row, as one line each. */
export const linesOf = (rows: readonly Row[]): readonly string[] =>
  rows.flatMap((row) => numbersOf(row).map(({ measure, count }) => `${row.key} ${measure.code} ${count}`));

/** Codes of the tickets a number counts. */
export async function ticketsBehind(client: GraphClient, { ticketsOf }: Numbered): Promise<readonly string[]> {
  const query = 'query Behind($figure: String!) { ticketsOf(figure: $figure, first: 200) { nodes { code } } }';
  type Behind = { ticketsOf: { nodes: { code: string }[] } };
  const behind = await client.ask<Behind>(query, { figure: ticketsOf });
  return behind.ticketsOf.nodes.map(({ code }) => code);
}

export async function closePeriod(client: GraphClient, period: Period): Promise<Report> {
  const query = `mutation Close($input: ClosePeriodInput!) { closePeriod(input: $input) { report ${REPORT} userErrors { code message } } }`;
  return (await client.command<{ report: Report }>(query, { input: period })).report;
}

export async function readReport(client: GraphClient, id: string): Promise<Report> {
  const query = `query Report($id: ID!) { periodReport(id: $id) ${REPORT} }`;
  return (await client.ask<{ periodReport: Report }>(query, { id })).periodReport;
}
