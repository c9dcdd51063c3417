import { setTimeout as pause } from 'node:timers/promises';
import type { ProcessName } from '@gridlink/stack';
import { buildCounty, type County } from '../county/county.ts';
import type { Effort, Measurement } from '../report/command-line.ts';
import { bar, type Row } from '../report/result.ts';
import { ownStack, serverVersions } from '../stack/own-stack.ts';
import { percentile } from '../statistics/spread.ts';
import { type ManyReporters, openReporters, type Reported } from './many-reporters.ts';
import { watchMemory } from './peak-memory.ts';
import { openStoredReports } from './stored-reports.ts';

const FULL = { perSecond: 1_000, seconds: 10 } as const;
const QUICK = { perSecond: 200, seconds: 3 } as const;
/** Each of them reports a few times, far below what one address may. */
const REPORTERS = 2_000;
const WARM_UP = 200;

const WATCHED: readonly ProcessName[] = ['gateway', 'tickets', 'grid', 'personnel', 'dataexchange', 'mongodb', 'nats'];
/** What the gateway, which holds the line, and the service, which is asked by no more at once than ever, may grow to. */
const MEMORY_LIMIT_MB = { gateway: 768, tickets: 512 } as const;

type Size = typeof FULL | typeof QUICK;

/** Hands in so many a second, whether or not the earlier ones are answered. */
async function burst({ report }: ManyReporters, size: Size, say: Effort['say']): Promise<readonly Reported[]> {
  const { perSecond, seconds } = size;
  const began = performance.now();
  const due = (n: number): number => (n / perSecond) * 1_000;
  const under: Promise<Reported>[] = [];
  let answered = 0;
  for (let n = 0; n < perSecond * seconds; n += 1) {
    const early = due(n) - (performance.now() - began);
    if (early > 1) await pause(early);
    under.push(report(WARM_UP + n).finally(() => (answered += 1)));
  }
  const took = ((performance.now() - began) / 1_000).toFixed(1);
  say(`${under.length} reports handed in within ${took} s, ${under.length - answered} of them wait`);
  return Promise.all(under);
}

async function warmUp({ report }: ManyReporters): Promise<void> {
  for (let n = 0; n < WARM_UP; n += 1) {
    const reported = await report(n);
    if (reported.kind !== 'ACKNOWLEDGED') throw new Error(`before the burst: ${reported.why}`);
  }
}

const ofKind = <Kind extends Reported['kind']>(reports: readonly Reported[], kind: Kind) =>
  reports.filter((one): one is Extract<Reported, { kind: Kind }> => one.kind === kind);

type Burst = {
  readonly reports: readonly Reported[];
  readonly seconds: number;
  readonly missing: number;
  readonly publishedAfter: number;
  readonly memory: ReturnType<typeof watchMemory>['of'];
};

function rowsOf({ reports, seconds, publishedAfter, memory }: Burst, { perSecond }: Size): Row[] {
  const latencies = reports.map(({ ms }) => ms / 1_000);
  return [
    { what: 'reports handed in, a second', figure: perSecond },
    { what: 'reports handed in', figure: reports.length },
    { what: 'acknowledged, a second', figure: ofKind(reports, 'ACKNOWLEDGED').length / seconds },
    { what: 'answer, p50 s', figure: percentile(latencies, 0.5) },
    { what: 'answer, p99 s', figure: percentile(latencies, 0.99) },
    { what: 'answer, last s', figure: percentile(latencies, 1) },
    { what: 'all events published, s after the last answer', figure: publishedAfter },
    ...[...memory].map(([name, { before, peak }]) => ({
      what: `memory of ${name}, MB`,
      figure: peak,
      before,
    })),
  ];
}

const failures = (reports: readonly Reported[]): string[] =>
  [...new Set([...ofKind(reports, 'REFUSED'), ...ofKind(reports, 'FAILED')].map(({ why }) => why))].slice(0, 3);

const barsOf = ({ reports, missing, memory }: Burst) => [
  bar('S10', 'reports refused for load', {
    value: ofKind(reports, 'REFUSED').length,
    unit: '',
    limit: { atMost: 0 },
  }),
  bar('S10', 'reports failed otherwise', { value: ofKind(reports, 'FAILED').length, unit: '', limit: { atMost: 0 } }),
  bar('S10', 'acknowledged and not stored', { value: missing, unit: '', limit: { atMost: 0 } }),
  ...(['gateway', 'tickets'] as const).map((name) =>
    bar('S10', `most memory of ${name}`, {
      value: memory.get(name)?.peak ?? Number.NaN,
      unit: 'MB',
      limit: { atMost: MEMORY_LIMIT_MB[name] },
    }),
  ),
];

async function measured(county: County, stack: Parameters<typeof watchMemory>[0], size: Size, say: Effort['say']) {
  const reporters = openReporters(county, REPORTERS);
  const stored = await openStoredReports(stack);
  try {
    await warmUp(reporters);
    const memory = watchMemory(stack, WATCHED);
    const began = performance.now();
    const reports = await burst(reporters, size, say);
    const seconds = (performance.now() - began) / 1_000;
    const publishedAfter = await stored.published();
    memory.stop();
    const missing = await stored.missing(ofKind(reports, 'ACKNOWLEDGED').map(({ code }) => code));
    return { reports, seconds, publishedAfter, missing, memory: memory.of };
  } finally {
    await Promise.all([reporters.close(), stored.close()]);
  }
}

/** Bar S10: a burst of reports is queued, not refused, and nothing of it is lost. */
export const measureBurst: Measurement = async ({ quick, say }) => {
  const size = quick ? QUICK : FULL;
  const { stack, end } = await ownStack({ env: { TRUSTED_PROXIES: '1' }, limits: {}, say });
  try {
    const county = await buildCounty(stack, { towns: 2, villagesEach: 4 });
    const result = await measured(county, stack, size, say);
    return {
      seed: county.seed,
      rounds: 1,
      versions: serverVersions(stack),
      notes: [
        `${size.perSecond} reports a second for ${size.seconds} s by residents at ${REPORTERS} addresses who do not wait for one another; limits of the gateway at their defaults`,
        'acknowledged: its number and query code are answered once the ticket is stored; lost is counted in the database',
        'the reporters run on the same machine and take their part of it',
        ...failures(result.reports),
      ],
      rows: rowsOf(result, size),
      bars: barsOf(result),
    };
  } finally {
    await end();
  }
};
