import { buildCounty, type County } from '../county/county.ts';
import { dispatchTickets } from '../county/dispatched-tickets.ts';
import { signInCoordinator } from '../county/session.ts';
import { type GraphRequests, openGraph } from '../load/graph-requests.ts';
import type { Measurement } from '../report/command-line.ts';
import { type Bar, bar, type Row } from '../report/result.ts';
import { ownStack, serverVersions } from '../stack/own-stack.ts';
import { median } from '../statistics/spread.ts';
import { type ManyTickets, openManyTickets } from './many-tickets.ts';

const FULL = { sizes: [10_000, 100_000], rounds: 15 } as const;
const LARGE = { sizes: [10_000, 100_000, 1_000_000], rounds: 15 } as const;
const QUICK = { sizes: [1_000, 5_000], rounds: 5 } as const;

/** Twice the time at ten or a hundred times the size is still called flat: a noisy machine does as much. */
const FLAT = 2;
const EXAMINED_LIMIT = 1.2;
const PAGE = 20;
const NAIVE_ROUNDS = 3;

const NODES = '{ nodes { id code title stage reportedAt } pageInfo { endCursor hasNextPage } }';

/** What is asked of the graph, by what it is called in the table. */
const QUESTIONS: Readonly<Record<string, string>> = {
  'newest of the county': `{ tickets(first: ${PAGE}) ${NODES} }`,
  'newest of a stage': `{ tickets(first: ${PAGE}, filter: { stage: HANDLING }) ${NODES} }`,
  'newest of a grid': `query ($grid: ID!) { tickets(first: ${PAGE}, filter: { gridId: $grid }) ${NODES} }`,
  'late ones': `{ tickets(first: ${PAGE}, filter: { late: true }) ${NODES} }`,
  'my work': `{ myWork(first: ${PAGE}) ${NODES} }`,
  'cockpit: tickets by stage': '{ ticketCounts { stage count } }',
  'cockpit: figures of a month by town': `query ($from: String!, $to: String!) {
    figures(input: { from: $from, to: $to, groupBy: AREA }) { rows { key values { rate numerator { count } } } } }`,
  'cockpit: busiest grids, ages of open tickets': `{ hotGrids(first: 10) { number { count } }
    openAges { fromDays number { count } } }`,
};

type Asking = {
  readonly graph: GraphRequests;
  readonly token: string;
  readonly variables: Readonly<Record<'grid' | 'from' | 'to', string>>;
};

const DAY_MS = 86_400_000;
const dayBefore = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** Of all variables those that a question has. */
const variablesOf = (query: string, { variables }: Asking): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => query.includes(`$${name}`)));

const timed = async (work: () => Promise<unknown>, rounds: number): Promise<number> => {
  await work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return median(times);
};

/** The same page as a service would read it that sorts what its user may see. */
const naively = ({ tickets }: ManyTickets, { code }: County): Promise<unknown> =>
  tickets.aggregate([{ $match: { areas: code } }, { $sort: { reportedAt: -1, _id: -1 } }, { $limit: PAGE }]).toArray();

/** Documents looked at for each that is given, by the server's own account of the newest page. */
async function examinedForEach({ tickets }: ManyTickets, { code, jurisdiction }: County): Promise<number> {
  const [last] = await tickets
    .find({ seenBy: code }, { projection: { reportedAt: 1 } })
    .sort({ reportedAt: -1, _id: -1 })
    .skip(PAGE)
    .limit(1)
    .toArray();
  const filter = { jurisdiction: jurisdiction.pack.code, seenBy: code, reportedAt: { $gte: last?.reportedAt } };
  const { executionStats } = await tickets
    .find(filter)
    .sort({ reportedAt: -1, _id: -1 })
    .limit(PAGE + 1)
    .explain('executionStats');
  return executionStats.totalDocsExamined / executionStats.nReturned;
}

async function measureSize(many: ManyTickets, county: County, asking: Asking, rounds: number) {
  const times = new Map<string, number>();
  for (const [what, query] of Object.entries(QUESTIONS)) {
    const variables = variablesOf(query, asking);
    times.set(what, await timed(() => asking.graph.ask({ query, variables, token: asking.token }), rounds));
  }
  times.set('naive page of the county', await timed(() => naively(many, county), NAIVE_ROUNDS));
  return { times, examined: await examinedForEach(many, county) };
}

type Measured = ReadonlyMap<number, Awaited<ReturnType<typeof measureSize>>>;

const growth = (measured: Measured, what: string): number => {
  const times = [...measured.values()].map(({ times: at }) => at.get(what) ?? Number.NaN);
  return (times.at(-1) ?? Number.NaN) / (times[0] ?? Number.NaN);
};

const rowsOf = (measured: Measured): Row[] =>
  [...Object.keys(QUESTIONS), 'naive page of the county'].map((what) => ({
    'p50, ms': what,
    ...Object.fromEntries(
      [...measured].map(([size, { times }]) => [size.toLocaleString('en'), times.get(what) ?? null]),
    ),
    'largest ÷ smallest': growth(measured, what),
  }));

const barsOf = (measured: Measured): Bar[] => [
  ...Object.keys(QUESTIONS).map((what) =>
    bar('S7', `${what}: largest ÷ smallest`, { value: growth(measured, what), unit: '×', limit: { atMost: FLAT } }),
  ),
  bar('S7', 'documents examined for each returned', {
    value: Math.max(...[...measured.values()].map(({ examined }) => examined)),
    unit: '',
    limit: { atMost: EXAMINED_LIMIT },
  }),
];

/** Bar S7: whether lists and figures cost the same however many tickets there are. */
export const measureLists: Measurement = async ({ quick, large, say }) => {
  const { sizes, rounds } = quick ? QUICK : large ? LARGE : FULL;
  const { stack, end } = await ownStack({ say });
  try {
    const county = await buildCounty(stack, { towns: 3, villagesEach: 8 });
    await dispatchTickets(county, 1, 'list');
    const { token } = await signInCoordinator(county);
    const graph = openGraph(county.graphql, 1);
    const many = await openManyTickets(stack, county);
    const measured = new Map<number, Awaited<ReturnType<typeof measureSize>>>();
    const variables = { grid: many.grid, from: dayBefore(30), to: dayBefore(0) };
    for (const size of sizes) {
      await many.growTo(size);
      await many.counted();
      const figures = await measureSize(many, county, { graph, token, variables }, rounds);
      measured.set(size, figures);
      const times = [...figures.times].map(([what, time]) => `${what} ${time.toFixed(1)} ms`);
      say(`${size} tickets: ${times.join(', ')}`);
    }
    await many.close();
    await graph.close();
    return {
      seed: county.seed,
      rounds,
      versions: serverVersions(stack),
      notes: [
        'through the gateway, one client, the same caller; each question once before it is timed',
        'tickets are copies of one that went its way, over a year and the county’s grids, one in twenty open; all within the caller’s scope; 500 of them wait for the caller',
        'counters are of the first 2,000 tickets: what a question reads of them depends on places and days, not on what they count',
        'examined ÷ returned is what explain says; the embedded server’s explain counts as if a limit ended a walk (ADR 0002)',
        'naive: aggregate by area, sorted in the database, no list index',
      ],
      rows: rowsOf(measured),
      bars: barsOf(measured),
    };
  } finally {
    await end();
  }
};
