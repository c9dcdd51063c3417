import type { Caller } from '@gridlink/contracts';
import type { GraphqlAnswer } from '@gridlink/test-kit';
import { COUNTY, type Town } from './town.ts';

export type Numbered = { measure: { code: string }; count: number; ticketsOf: string };
export type Row = {
  key: string;
  values: { indicator: { code: string }; rate: number | null; numerator: Numbered; denominator: Numbered | null }[];
  standing: { open: Numbered; late: Numbered; supervised: Numbered; byStage: { number: Numbered }[] } | null;
};
export type Stages = { stage: string; count: number }[];
export type Page = { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
export type Figures = { area: string | null; gridId: string | null; unit: string | null; rows: Row[] };

export const NUMBER = '{ measure { code } count ticketsOf }';
export const FIGURES = `area gridId unit rows { key
  values { indicator { code } rate numerator ${NUMBER} denominator ${NUMBER} }
  standing { open ${NUMBER} late ${NUMBER} supervised ${NUMBER} byStage { number ${NUMBER} } } }`;
export const MARCH = { from: '2026-03-01', to: '2026-03-31' };
export const URBAN = `${COUNTY}-URBAN_MANAGEMENT`;

/** How people ask for figures, and open what is behind their numbers. */
export function figureStory(town: () => Town) {
  const ask = async (caller: Caller, input: object) => {
    const query = `query ($input: FiguresInput!) { figures(input: $input) { ${FIGURES} } }`;
    const { data, errors } = await town().ask<{ figures: Figures | null }>(caller, query, {
      input: { ...MARCH, ...input },
    });
    return { figures: data?.figures ?? null, code: errors[0]?.extensions?.code };
  };
  const rows = async (caller: Caller, input: object = {}): Promise<readonly Row[]> => {
    const { figures, code } = await ask(caller, input);
    if (!figures) throw new Error(String(code));
    return figures.rows;
  };
  const numbersOf = ({ values, standing }: Row): readonly Numbered[] => [
    ...values.flatMap(({ numerator, denominator }) => (denominator ? [numerator, denominator] : [numerator])),
    ...(standing
      ? [standing.open, standing.late, standing.supervised, ...standing.byStage.map((one) => one.number)]
      : []),
  ];
  const indicatorIn = (row: Row | undefined, code: string) =>
    row?.values.find(({ indicator }) => indicator.code === code);

  const listed = async (caller: Caller, figure: string): Promise<readonly string[]> => {
    const query =
      'query ($figure: String!, $after: String) { ticketsOf(figure: $figure, first: 3, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';
    const ids: string[] = [];
    for (let after: string | null = null; ; ) {
      const answer: GraphqlAnswer<{ ticketsOf: Page | null }> = await town().ask(caller, query, { figure, after });
      const { data, errors } = answer;
      if (!data?.ticketsOf) throw new Error(String(errors[0]?.extensions?.code));
      ids.push(...data.ticketsOf.nodes.map(({ id }) => id));
      if (!data.ticketsOf.pageInfo.hasNextPage) return ids;
      after = data.ticketsOf.pageInfo.endCursor;
    }
  };

  /** The lists behind several numbers, in one operation. */
  const behind = async (caller: Caller, numbers: readonly Numbered[]): Promise<readonly (readonly string[])[]> => {
    if (numbers.length === 0) return [];
    const fields = numbers.map(
      ({ ticketsOf }, at) => `n${at}: ticketsOf(figure: "${ticketsOf}", first: 200) { nodes { id } }`,
    );
    const { data } = await town().ask<Record<string, { nodes: { id: string }[] }>>(caller, `{ ${fields.join(' ')} }`);
    return numbers.map((_, at) => data?.[`n${at}`]?.nodes.map(({ id }) => id) ?? []);
  };

  return { ask, rows, numbersOf, indicatorIn, listed, behind };
}
