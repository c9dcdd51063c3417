import type { County } from '../county/county.ts';
import { matterNamed, REPORT_FOR_STAFF, reportInput } from '../county/matter.ts';
import { HEAVY, ONE } from './other-queries.ts';
import { checkPage, cursors, PAGE, type PageAnswer } from './page-query.ts';

/** One kind of operation that every contestant is asked. */
export type Question = {
  readonly name: string;
  readonly query: string;
  /** Asked one after the other, round and round. */
  readonly variables: readonly Readonly<Record<string, unknown>>[];
  readonly connections: number;
  /** Part of the time of a round: the bars' own question gets all of it. */
  readonly share: number;
  /** Throws when an answer has holes: it would measure something else. */
  readonly check?: (data: unknown) => void;
};

export type QuestionSize = {
  /** Sets of variables of the page. */
  readonly pages: number;
  readonly heavyRows: number;
};

export const PAGE_QUESTION = 'page';
export const PAGE_ROWS = 20;
const CONNECTIONS = 32;
const HEAVY_CONNECTIONS = 8;
const PART = 0.4;

type Ask = <Data>(query: string, variables: Record<string, unknown>) => Promise<Data>;

/** How many tickets there must be for them. */
export const ticketsFor = ({ pages, heavyRows }: QuestionSize): number =>
  Math.max(PAGE_ROWS + pages, heavyRows + HEAVY_CONNECTIONS) + 1;

/** The questions and a mutation that has been carried out once, so that everybody gets the answer to a repeated one. */
export async function questionsFor(ask: Ask, county: County, size: QuestionSize): Promise<Question[]> {
  const known = await cursors(ask, ticketsFor(size) - 1);
  const pages = known.slice(0, size.pages).map((after) => ({ first: PAGE_ROWS, after }));
  const [first] = pages;
  if (!first) throw new Error('there are no tickets to ask for');
  const { tickets } = await ask<PageAnswer>(PAGE, first);
  const repeated = { input: reportInput(county, matterNamed('bench-repeated', 0), 0) };
  await ask(REPORT_FOR_STAFF, repeated);
  const page = {
    query: PAGE,
    connections: CONNECTIONS,
    check: (data: unknown): void => checkPage(data as PageAnswer, PAGE_ROWS),
  };
  return [
    { ...page, name: PAGE_QUESTION, variables: pages, share: 1 },
    { ...page, name: 'page, all alike', variables: [first], share: PART },
    {
      name: 'one ticket',
      query: ONE,
      variables: tickets.nodes.map(({ id }) => ({ id })),
      connections: CONNECTIONS,
      share: PART,
    },
    {
      name: `${size.heavyRows} tickets, deep`,
      query: HEAVY,
      variables: known.slice(0, HEAVY_CONNECTIONS).map((after) => ({ first: size.heavyRows, after })),
      connections: HEAVY_CONNECTIONS,
      share: PART,
    },
    { name: 'mutation', query: REPORT_FOR_STAFF, variables: [repeated], connections: CONNECTIONS, share: PART },
  ];
}
