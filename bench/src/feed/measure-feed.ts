import type { ProcessName, Stack } from '@gridlink/stack';
import { buildCounty } from '../county/county.ts';
import { dispatchTickets } from '../county/dispatched-tickets.ts';
import { openArrivals } from '../intake/arrivals.ts';
import { closedLoop, type LoadReport } from '../load/closed-loop.ts';
import { stackProcessorTime, usedBetween } from '../load/stack-processor-time.ts';
import type { Measurement } from '../report/command-line.ts';
import { bar, type Row } from '../report/result.ts';
import { ownStack, serverVersions } from '../stack/own-stack.ts';
import { alternate, type Measured } from '../statistics/alternate.ts';
import { median, percentile, spreadOf } from '../statistics/spread.ts';
import { openCommitter } from './committer.ts';
import { openDepartment } from './department.ts';
import { openRawLine } from './raw-line.ts';

const CLIENTS = 32;
const FULL = { rounds: 5, milliseconds: 4_000 } as const;
const QUICK = { rounds: 1, milliseconds: 2_000 } as const;

const RAW = 'raw JetStream, publish until consumed';
const DOMAIN = 'commit until a consumer of the domain has it';
const DEPARTMENT = 'commit until the department’s program has it';

const WATCHED: readonly ProcessName[] = ['dataexchange', 'mongodb', 'nats'];

type Round = LoadReport & { readonly processorTime: ReadonlyMap<ProcessName, number> };

const ratesOf = (measured: Measured<Round>, name: string): number[] =>
  (measured.get(name) ?? []).map(({ perSecond }) => perSecond);

/** The middle of the rounds' ratios: both of a round saw the same machine. */
const shareOf = (measured: Measured<Round>, name: string): number =>
  median(ratesOf(measured, name).map((rate, round) => rate / (ratesOf(measured, RAW)[round] ?? Number.NaN)));

function rowsOf(measured: Measured<Round>): Row[] {
  return [...measured].map(([what, rounds]) => {
    const rate = spreadOf(rounds.map(({ perSecond }) => perSecond));
    const latencies = rounds.flatMap((round) => round.latencies);
    const times = WATCHED.map((process): [string, number] => [
      `${process} CPU ms`,
      median(rounds.map(({ processorTime }) => processorTime.get(process) ?? Number.NaN)),
    ]);
    return {
      what,
      'a second min': rate.min,
      median: rate.median,
      max: rate.max,
      '÷ raw': shareOf(measured, what),
      'p50 ms': percentile(latencies, 0.5),
      'p99 ms': percentile(latencies, 0.99),
      ...Object.fromEntries(times),
    };
  });
}

async function openContestants(stack: Stack) {
  const county = await buildCounty(stack, { towns: 1, villagesEach: 2 });
  await dispatchTickets(county, 3, 'feed');
  const department = await openDepartment(stack, county);
  const committer = await openCommitter(stack, department.organization);
  const domain = await openArrivals(stack, 'dispatched');
  const raw = await openRawLine(stack, committer.pattern);
  const contestants = new Map<string, () => Promise<void>>([
    [RAW, async () => raw.of(await raw.publish())],
    [DOMAIN, async () => domain.of(await committer.commit())],
    [DEPARTMENT, async () => department.of(await committer.commit())],
  ]);
  return {
    seed: county.seed,
    bytes: JSON.stringify(committer.pattern).length,
    contestants,
    /** What the round before left behind in dataexchange is no part of the next one. */
    drained: async () => department.of(await committer.commit()),
    async close() {
      await committer.close();
      await Promise.all([raw.close(), domain.close(), department.close()]);
    },
  };
}

const rateBar = (measured: Measured<Round>, name: string, what: string) =>
  bar('S5', `rate: ${what} ÷ raw JetStream publish → consume, ${CLIENTS} clients`, {
    value: shareOf(measured, name),
    unit: '×',
    limit: { atLeast: 0.5 },
  });

/** The rate half of S5: how many events a second come from a commit to those who wait for them. */
export const measureFeed: Measurement = async ({ quick, say }) => {
  const size = quick ? QUICK : FULL;
  const { stack, end } = await ownStack({ say });
  try {
    const { contestants, seed, bytes, drained, close } = await openContestants(stack);
    const measured = await alternate([...contestants.keys()], size.rounds, async (name, round): Promise<Round> => {
      await drained();
      const before = stackProcessorTime(stack, WATCHED);
      const work = contestants.get(name) ?? (() => Promise.reject(new Error(name)));
      const report = await closedLoop({ clients: CLIENTS, milliseconds: size.milliseconds, work });
      if (report.failed > 0) throw new Error(`${name}: ${report.failed} failed, ${report.firstFailure}`);
      say(`round ${round + 1} of ${size.rounds}: ${name} ${report.perSecond.toFixed(0)}/s`);
      const used = usedBetween(before, stackProcessorTime(stack, WATCHED));
      return { ...report, processorTime: new Map([...used].map(([process, time]) => [process, time / report.done])) };
    });
    await close();
    return {
      seed,
      rounds: size.rounds,
      versions: serverVersions(stack),
      notes: [
        `${CLIENTS} clients, each commits again when its event has come; an event is ${bytes} bytes; the broker syncs every message to disk`,
        'commits are made by the store and the outbox that the services use, each on a ticket of its own',
      ],
      rows: rowsOf(measured),
      bars: [
        rateBar(measured, DOMAIN, 'commit → consumer of the domain’s stream'),
        rateBar(measured, DEPARTMENT, 'commit → department’s program'),
      ],
    };
  } finally {
    await end();
  }
};
