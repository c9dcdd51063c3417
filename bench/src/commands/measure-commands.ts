import type { Stack } from '@gridlink/stack';
import { buildCounty } from '../county/county.ts';
import { dispatchTickets } from '../county/dispatched-tickets.ts';
import { signInCoordinator } from '../county/session.ts';
import { checkPage, PAGE, type PageAnswer } from '../gateway/page-query.ts';
import { type GraphRequests, openGraph } from '../load/graph-requests.ts';
import type { Measurement } from '../report/command-line.ts';
import { type Bar, bar, type Row } from '../report/result.ts';
import { ownStack, serverVersions } from '../stack/own-stack.ts';
import { type CommandCounts, commandCounts, commandsBetween, leastOf, totalOf } from './command-counts.ts';

const FULL = { sizes: [10, 100, 200], rounds: 15 } as const;
const QUICK = { sizes: [10, 50], rounds: 5 } as const;

type Counts = ReadonlyMap<string, CommandCounts>;

/** One look at every subgraph's metrics page. */
async function look({ endpoints }: Stack): Promise<Counts> {
  const subgraphs = Object.entries(endpoints.members).filter(([name]) => name !== 'gateway');
  return new Map(
    await Promise.all(
      subgraphs.map(async ([name, { admin }]): Promise<[string, CommandCounts]> => {
        const page = await fetch(`${admin}/metrics`);
        return [name, commandCounts(await page.text())];
      }),
    ),
  );
}

type Asking = { readonly stack: Stack; readonly graph: GraphRequests; readonly token: string };

/** What comes in at each subgraph between two looks, while something is done. */
async function commandsOf(stack: Stack, work: () => Promise<void>): Promise<Counts> {
  const before = await look(stack);
  await work();
  const after = await look(stack);
  return new Map([...after].map(([name, counts]) => [name, commandsBetween(before.get(name) ?? {}, counts)]));
}

/** The least of each subgraph's commands over a number of rounds. */
async function leastOver(rounds: number, once: () => Promise<Counts>): Promise<Counts> {
  const looks: Counts[] = [];
  for (let round = 0; round < rounds; round++) looks.push(await once());
  const names = [...(looks[0]?.keys() ?? [])];
  return new Map(names.map((name) => [name, leastOf(looks.map((counts) => counts.get(name) ?? {}))]));
}

/** What one size of page costs, without what the looks cost: some figures of the metrics page are counted when somebody looks. */
async function measureSize({ stack, graph, token }: Asking, first: number, rounds: number): Promise<Counts> {
  const idle = await leastOver(rounds, () => commandsOf(stack, async () => undefined));
  const asked = await leastOver(rounds, () =>
    commandsOf(stack, async () => {
      checkPage(await graph.ask<PageAnswer>({ query: PAGE, variables: { first, after: null }, token }), first);
    }),
  );
  return new Map([...asked].map(([name, counts]) => [name, commandsBetween(idle.get(name) ?? {}, counts)]));
}

const inWords = (counts: CommandCounts): string =>
  Object.entries(counts)
    .map(([command, count]) => `${count} ${command}`)
    .join(', ') || '–';

const totalOver = (counts: Counts): number => [...counts.values()].reduce((sum, one) => sum + totalOf(one), 0);

const rowOf = (size: number, counts: Counts): Row => ({
  'rows a page': size,
  commands: totalOver(counts),
  ...Object.fromEntries([...counts].map(([name, one]) => [name, inWords(one)])),
});

function barsOf(totals: readonly number[]): Bar[] {
  const most = Math.max(...totals);
  return [
    bar('S2', 'commands more for the largest page than for the smallest', {
      value: most - Math.min(...totals),
      unit: 'commands',
      limit: { atMost: 0 },
    }),
    bar('S2', 'commands for a page of any size', { value: most, unit: 'commands', limit: { atMost: 12 } }),
  ];
}

/** Bar S2: what a federated page costs the databases, whatever its size. */
export const measureCommands: Measurement = async ({ quick, say }) => {
  const { sizes, rounds } = quick ? QUICK : FULL;
  const { stack, end } = await ownStack({ say, env: { COUNT_COMMANDS: 'by-name' } });
  try {
    const county = await buildCounty(stack, { towns: 3, villagesEach: 8 });
    await dispatchTickets(county, Math.max(...sizes), 'page');
    const { token } = await signInCoordinator(county);
    const graph = openGraph(county.graphql, 1);
    const asking = { stack, graph, token };
    const measured: [number, Counts][] = [];
    for (const size of sizes) measured.push([size, await measureSize(asking, size, rounds)]);
    await graph.close();
    return {
      seed: county.seed,
      rounds,
      versions: serverVersions(stack),
      notes: [
        'tickets → grid → leader, lead department; counted by the drivers of all subgraphs before and after each page',
        'the least of all rounds: relays and sweepers ask now and then, which only ever adds',
        `${county.jurisdiction.grids.length} grids, every lead department of the county`,
      ],
      rows: measured.map(([size, counts]) => rowOf(size, counts)),
      bars: barsOf(measured.map(([, counts]) => totalOver(counts))),
    };
  } finally {
    await end();
  }
};
