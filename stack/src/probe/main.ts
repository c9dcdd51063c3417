import { parseArgs } from 'node:util';
import { MongoClient } from 'mongodb';
import { readSettings } from '../settings.ts';
import { duration, style } from '../terminal/style.ts';
import { type Check, type Finding, runCheck } from './check.ts';
import { crashUnderLoad } from './crash.ts';
import { differentialCheck } from './differential/differential.ts';
import { pipelineCheck } from './differential/differential-pipelines.ts';
import { aggregationChecks } from './features/aggregation.ts';
import { indexChecks } from './features/indexes.ts';
import { planChecks } from './features/plans.ts';
import { timeToLiveCheck } from './features/time-to-live.ts';
import { writeChecks } from './features/writes.ts';
import { measureGrowth } from './growth.ts';
import { avoidedFeatures } from './lacks.ts';
import { openProbedServer, type ProbedServer, residentMemory } from './probed-server.ts';
import { measureRates, type Rate } from './rates.ts';
import { avoidedTable, findingsTable, judgeCrash, ratesTable } from './report.ts';

const FULL = { queries: 3_000, kills: 8, rateMs: 4_000, sizes: [10_000, 100_000, 500_000] } as const;
const QUICK = { queries: 400, kills: 2, rateMs: 700, sizes: [2_000, 20_000] } as const;

type Extent = {
  readonly queries: number;
  readonly kills: number;
  readonly rateMs: number;
  readonly sizes: readonly number[];
};

const USAGE = `pnpm probe:mongo [uri] [--quick] [--seed n] [--without-sync]
  uri             probe a running server; without it one is started here, and killed under load as well
  --quick         a smoke run of under a minute
  --without-sync  start the embedded server without --sync-on-commit, to see what that loses`;

async function runAll(client: MongoClient, checks: readonly Check[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) findings.push(await runCheck(client, check));
  return findings;
}

async function crashFinding(server: ProbedServer, kills: number, seed: number): Promise<readonly Finding[]> {
  if (server.process === undefined) return [];
  const began = Date.now();
  const report = await crashUnderLoad(server.process, server.uri, { kills, seed });
  return [judgeCrash(report, Date.now() - began)];
}

async function memory(server: ProbedServer): Promise<readonly Rate[]> {
  const resident = residentMemory(server.process?.pid());
  return resident === undefined ? [] : [{ what: 'resident memory of the server now', value: resident }];
}

async function probe(server: ProbedServer, extent: Extent, seed: number): Promise<boolean> {
  const client = new MongoClient(server.uri);
  try {
    console.log(style.bold(`Probing ${server.title}`));
    const slow = extent === FULL ? [timeToLiveCheck] : [];
    const judged = [
      ...indexChecks,
      ...writeChecks,
      ...aggregationChecks,
      ...planChecks,
      differentialCheck(extent.queries, seed),
      pipelineCheck(extent.queries / 4, seed),
      ...slow,
    ];
    const findings = await runAll(client, judged);
    const avoided = await runAll(client, avoidedFeatures);
    const rates = [
      ...(await measureRates(client, extent.rateMs)),
      ...(await measureGrowth(client, extent.sizes)),
      ...(await memory(server)),
    ];
    // Last, because it leaves the other connections broken.
    findings.push(...(await crashFinding(server, extent.kills, seed)));
    console.log(findingsTable(findings));
    console.log(`${style.bold('Avoided by the project, for information')}\n${avoidedTable(avoided)}`);
    console.log(`${style.bold('Rates')}\n${ratesTable(rates)}`);
    const failed = findings.filter(({ ok }) => !ok).length;
    console.log(`${findings.length - failed} of ${findings.length} hold`);
    return failed === 0;
  } finally {
    await client.close();
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      seed: { type: 'string', default: '20260101' },
      'without-sync': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const began = Date.now();
  const [uri] = positionals;
  const server: ProbedServer =
    uri === undefined
      ? await openProbedServer(readSettings(), !values['without-sync'])
      : { uri, title: uri, close: async () => undefined };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
  try {
    const good = await probe(server, values.quick ? QUICK : FULL, Number(values.seed));
    console.log(`in ${duration(Date.now() - began)}`);
    return good ? 0 : 1;
  } finally {
    await server.close();
  }
}

try {
  process.exit(await main());
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
