import { setTimeout as pause } from 'node:timers/promises';
import type { Stack } from '@gridlink/stack';
import { buildCounty, type County } from '../county/county.ts';
import { dispatchTickets } from '../county/dispatched-tickets.ts';
import { signInCoordinator } from '../county/session.ts';
import { processorTime } from '../load/processor-time.ts';
import type { Effort, Measurement } from '../report/command-line.ts';
import { type Bar, bar, type Row } from '../report/result.ts';
import { ownStack, serverVersions } from '../stack/own-stack.ts';
import { percentile } from '../statistics/spread.ts';
import { openPulse, type Pulse } from './event-pulse.ts';
import { settledMemory } from './settled-memory.ts';
import { openStreamClient, openStreamClients, type StreamClient } from './stream-clients.ts';

const FULL = { clients: 5_000, rounds: 5, events: 200, perSecond: 40, seconds: 20 } as const;
const QUICK = { clients: 1_000, rounds: 1, events: 40, perSecond: 40, seconds: 2 } as const;
type Size = typeof FULL | typeof QUICK;

const QUERY = /* GraphQL */ `
  subscription Changes($filter: TicketChangeFilter) {
    ticketChanged(filter: $filter) { at change cursor ticket { id title stage dueAt late } }
  }
`;
const AT = /"at":"([^"]+)"/;

type Watched = { readonly graphql: string; readonly token: string; readonly pid: number };

async function watched(stack: Stack, county: County): Promise<Watched> {
  const pid = stack.pid('gateway');
  if (pid === undefined) throw new Error('the stack has no gateway');
  return { graphql: county.graphql, token: (await signInCoordinator(county)).token, pid };
}

type Idle = { readonly what: string; readonly kib: number; readonly before: number; readonly after: number };

/** Memory of the gateway with many streams open on which nothing comes, each with a filter of its own: the dearest kind, nothing is shared. */
async function measureIdle({ pid, ...of }: Watched, { clients, seconds }: Size) {
  const before = await settledMemory(pid, seconds);
  const opened = await openStreamClients(clients, (n) => ({
    ...of,
    query: QUERY,
    variables: { filter: { ids: [`nobody ${n}`] } },
  }));
  const after = await settledMemory(pid, seconds);
  const what = `${clients} idle clients, each with a filter of its own`;
  return { idle: { what, kib: ((after - before) * 1_024) / clients, before, after } satisfies Idle, opened };
}

type Latency = { readonly above: number[]; readonly whole: number[]; readonly raw: number[]; readonly work: number[] };

/** One client that hears everything, against a plain consumer of the same stream in the same process. */
async function measureLatency(of: Watched, pulse: Pulse, { events, perSecond }: Size): Promise<Latency> {
  const received = new Map<string, number>();
  const client = await openStreamClient({ ...of, query: QUERY, variables: {} }, (piece) => {
    const at = AT.exec(piece)?.[1];
    if (at) received.set(at, performance.now());
  });
  await pause(500);
  const before = processorTime(of.pid) ?? Number.NaN;
  const sent = await pulse.send(events, perSecond);
  const until = Date.now() + 30_000;
  while (sent.some(({ at }) => !received.has(at)) && Date.now() < until) await pause(20);
  const work = [((processorTime(of.pid) ?? Number.NaN) - before) / events];
  client.close();
  const heard = sent.map((each) => ({ ...each, receivedAt: received.get(each.at) ?? Number.NaN }));
  return {
    above: heard.map(({ consumedAt, receivedAt }) => receivedAt - consumedAt),
    whole: heard.map(({ publishedAt, receivedAt }) => receivedAt - publishedAt),
    raw: heard.map(({ publishedAt, consumedAt }) => consumedAt - publishedAt),
    work,
  };
}

async function latencies(
  of: Watched,
  pulse: Pulse,
  { size, say }: { size: Size; say: Effort['say'] },
): Promise<Latency> {
  const all: Latency = { above: [], whole: [], raw: [], work: [] };
  for (let round = 0; round < size.rounds; round++) {
    const one = await measureLatency(of, pulse, size);
    for (const key of ['above', 'whole', 'raw', 'work'] as const) all[key].push(...one[key]);
    say(`round ${round + 1} of ${size.rounds}: p50 ${percentile(one.whole, 0.5).toFixed(1)} ms`);
  }
  return all;
}

const latencyRow = (what: string, { whole, raw, above, work }: Latency): Row => ({
  what,
  'p50 ms': percentile(whole, 0.5),
  'p99 ms': percentile(whole, 0.99),
  'raw p50 ms': percentile(raw, 0.5),
  'raw p99 ms': percentile(raw, 0.99),
  'above raw p50 ms': percentile(above, 0.5),
  'gateway CPU ms an event': percentile(work, 0.5),
});

const idleRow = ({ what, kib, before, after }: Idle): Row => ({
  what,
  'KiB a client': kib,
  'gateway before MiB': before,
  'gateway after MiB': after,
});

const MOST_KIB = 40;

const barsOf = ({ kib }: Idle, loaded: Latency): Bar[] => [
  bar('S5', 'event → live client, p50 above a plain JetStream consumer, idle clients beside', {
    value: percentile(loaded.above, 0.5),
    unit: 'ms',
    limit: { atMost: 5 },
  }),
  bar('S5', 'event → live client, p99, idle clients beside', {
    value: percentile(loaded.whole, 0.99),
    unit: 'ms',
    limit: { atMost: 50 },
  }),
  bar('LIVE', 'memory of the gateway for each of many idle clients', {
    value: kib,
    unit: 'KiB',
    limit: { atMost: MOST_KIB },
  }),
];

const closeAll = async (clients: readonly StreamClient[]): Promise<void> => {
  for (const client of clients) client.close();
  await pause(2_000);
};

/** Live updates: what an idle client costs, and how long an event takes to one. */
export const measureLive: Measurement = async ({ quick, say }) => {
  const size = quick ? QUICK : FULL;
  const many = String(size.clients * 3);
  const { stack, end } = await ownStack({
    say,
    env: { LIVE_STREAMS: many, LIVE_STREAMS_PER_CALLER: many, MAX_CONNECTIONS: many },
  });
  try {
    const county = await buildCounty(stack, { towns: 1, villagesEach: 2 });
    await dispatchTickets(county, 5, 'live');
    const of = await watched(stack, county);
    const pulse = await openPulse(stack);
    // The first streams bring in what all of them share.
    await closeAll(
      await openStreamClients(50, (n) => ({ ...of, query: QUERY, variables: { filter: { ids: [`${n}`] } } })),
    );
    const alone = await latencies(of, pulse, { size, say });
    const { idle, opened } = await measureIdle(of, size);
    say(`${idle.what}: ${idle.kib.toFixed(1)} KiB`);
    const loaded = await latencies(of, pulse, { size, say });
    await closeAll(opened);
    await pulse.close();
    return {
      seed: county.seed,
      rounds: size.rounds,
      versions: serverVersions(stack),
      notes: [
        'all real processes; clients in the process that measures; each push asks the graph for five fields of the ticket',
        `${size.events} events a round at ${size.perSecond}/s, about one ticket; memory is the gateway's resident set`,
      ],
      rows: [
        latencyRow('one client', alone),
        latencyRow(`one client, ${size.clients} idle ones beside`, loaded),
        idleRow(idle),
      ],
      bars: barsOf(idle, loaded),
    };
  } finally {
    await end();
  }
};
