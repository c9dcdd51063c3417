import type { ProcessName, Stack } from '@gridlink/stack';
import { buildCounty, type County } from '../county/county.ts';
import { matterNamed, REPORT, type ReportAnswer, reportInput } from '../county/matter.ts';
import { signInCoordinator } from '../county/session.ts';
import { closedLoop, type LoadReport } from '../load/closed-loop.ts';
import { openGraph } from '../load/graph-requests.ts';
import { stackProcessorTime, usedBetween } from '../load/stack-processor-time.ts';
import type { Effort, Measurement } from '../report/command-line.ts';
import { type Bar, bar, type Row } from '../report/result.ts';
import { ownStack, serverVersions } from '../stack/own-stack.ts';
import { alternate, type Measured } from '../statistics/alternate.ts';
import { median, percentile, spreadOf } from '../statistics/spread.ts';
import { openArrivals } from './arrivals.ts';
import { openRawInserts } from './raw-inserts.ts';

const CLIENTS = [1, 32] as const;
const FULL = { rounds: 5, milliseconds: 4_000 } as const;
const QUICK = { rounds: 1, milliseconds: 1_500 } as const;

const OURS = 'report through the graph, until its event is with a consumer';
const ANSWERED = 'report through the graph, until it is answered';
const INDEXED = 'raw insertOne, the tickets’ indexes';
const BARE = 'raw insertOne, no index';

const WATCHED: readonly ProcessName[] = ['gateway', 'tickets', 'dataexchange', 'mongodb', 'nats'];

/** A round, with the processor time that each process of the stack has used for one piece of work, milliseconds. */
type Round = LoadReport & { readonly processorTime: ReadonlyMap<ProcessName, number> };
type Work = (clients: number, milliseconds: number) => Promise<Round>;
type Contestants = ReadonlyMap<string, Work>;
type Bench = { readonly contestants: Contestants; readonly notes: readonly string[]; close(): Promise<void> };

/** One report that reached the county's hotline; gives back the number of the ticket it became. */
function reporter(county: County, token: string) {
  const graph = openGraph(county.graphql, Math.max(...CLIENTS));
  const prefix = `intake-${Date.now()}`;
  let next = 0;
  return {
    close: graph.close,
    async report(): Promise<string> {
      const n = next++;
      const input = reportInput(county, matterNamed(prefix, n), n);
      const { reportTicket } = await graph.ask<ReportAnswer>({ query: REPORT, variables: { input }, token });
      if (!reportTicket.receipt) throw new Error(reportTicket.userErrors[0]?.message ?? 'no receipt');
      return reportTicket.receipt.code;
    },
  };
}

async function openBench(stack: Stack, county: County): Promise<Bench> {
  const { report, close } = reporter(county, (await signInCoordinator(county)).token);
  const arrivals = await openArrivals(stack);
  await arrivals.of(await report());
  const raw = await openRawInserts(stack, Math.max(...CLIENTS));
  const loop =
    (work: () => Promise<unknown>): Work =>
    async (clients, milliseconds) => {
      const before = stackProcessorTime(stack, WATCHED);
      const report = await closedLoop({ clients, milliseconds, work });
      const used = usedBetween(before, stackProcessorTime(stack, WATCHED));
      return { ...report, processorTime: new Map([...used].map(([name, time]) => [name, time / report.done])) };
    };
  return {
    contestants: new Map([
      [BARE, loop(raw.insertBare)],
      [INDEXED, loop(raw.insertIndexed)],
      [ANSWERED, loop(report)],
      [OURS, loop(async () => arrivals.of(await report()))],
    ]),
    notes: [`a ticket is ${raw.bytes} bytes of JSON under ${raw.indexes} indexes besides that of _id`],
    async close() {
      await Promise.all([close(), arrivals.close(), raw.close()]);
    },
  };
}

const ratesOf = (measured: Measured<Round>, name: string): number[] =>
  (measured.get(name) ?? []).map(({ perSecond }) => perSecond);

/** The middle of the rounds' ratios: both of a round saw the same machine. */
function shareOf(measured: Measured<Round>, name: string, other: string): number {
  const others = ratesOf(measured, other);
  return median(ratesOf(measured, name).map((rate, round) => rate / (others[round] ?? Number.NaN)));
}

/** The middle of the rounds; null where the system does not tell. */
function processorTimeOf(rounds: readonly Round[], process: ProcessName): number | null {
  const times = rounds.flatMap(({ processorTime }) => processorTime.get(process) ?? []);
  return times.length === 0 ? null : median(times);
}

function rowsOf(clients: number, measured: Measured<Round>): Row[] {
  return [...measured].map(([name, reports]) => {
    const rate = spreadOf(reports.map(({ perSecond }) => perSecond));
    const latencies = reports.flatMap((report) => report.latencies);
    return {
      clients,
      what: name,
      'a second min': rate.min,
      median: rate.median,
      max: rate.max,
      '÷ raw indexed': shareOf(measured, name, INDEXED),
      '÷ raw bare': shareOf(measured, name, BARE),
      'p50 ms': percentile(latencies, 0.5),
      'p99 ms': percentile(latencies, 0.99),
      ...Object.fromEntries(WATCHED.map((process) => [`${process} CPU ms`, processorTimeOf(reports, process)])),
    };
  });
}

const THIRD = 0.333;

const barsOf = (clients: number, measured: Measured<Round>): Bar[] => [
  bar('S4', `intake ÷ raw insertOne with the same indexes, ${clients} clients`, {
    value: shareOf(measured, OURS, INDEXED),
    unit: '×',
    limit: { atLeast: THIRD },
  }),
];

async function measureWith(
  contestants: Contestants,
  clients: number,
  { size, say }: { size: typeof FULL | typeof QUICK; say: Effort['say'] },
): Promise<Measured<Round>> {
  return alternate([...contestants.keys()], size.rounds, async (name, round) => {
    const report = await contestants.get(name)?.(clients, size.milliseconds);
    if (!report || report.failed > 0) throw new Error(`${name}: ${report?.failed} failed, ${report?.firstFailure}`);
    say(`${clients} clients, round ${round + 1} of ${size.rounds}: ${name} ${report.perSecond.toFixed(0)}/s`);
    return report;
  });
}

/** Bar S4: what a report costs over what its document costs the database. */
export const measureIntake: Measurement = async ({ quick, say }) => {
  const size = quick ? QUICK : FULL;
  const { stack, end } = await ownStack({ say });
  try {
    const county = await buildCounty(stack, { towns: 2, villagesEach: 4 });
    const bench = await openBench(stack, county);
    const rows: Row[] = [];
    const bars: Bar[] = [];
    for (const clients of CLIENTS) {
      const measured = await measureWith(bench.contestants, clients, { size, say });
      rows.push(...rowsOf(clients, measured));
      bars.push(...barsOf(clients, measured));
    }
    await bench.close();
    return {
      seed: county.seed,
      rounds: size.rounds,
      versions: serverVersions(stack),
      notes: [
        'all real processes; the same database server, write concern majority; each client asks again as soon as it is answered',
        ...bench.notes,
      ],
      rows,
      bars,
    };
  } finally {
    await end();
  }
};
