import { type Bar, bar, type Measurement, ownStack, type Row, serverVersions } from '@gridlink/bench';
import {
  CORPORA,
  chanceOf,
  changes,
  type Fault,
  GROUND_ENVIRONMENT,
  growth,
  openGround,
  processFigures,
  type RunReport,
  randomVariants,
  readCorpus,
  runCorpus,
  storedState,
} from '@gridlink/hostile-tests';

const SEED = 20_260_601;
const VARIANTS = { full: 5_000, quick: 300 } as const;
const RUN = { atOnce: 6, boundMs: 10_000 } as const;
/** A process may fill its caches; what it must not do is keep what it was sent. */
const MOST_GROWTH_MB = 250;

const rowsOf = (corpus: string, { byClass }: RunReport): Row[] =>
  [...byClass].map(([name, { sent, refused, slowestMs }]) => ({
    corpus,
    class: name,
    sent,
    'to be refused': refused,
    'slowest ms': slowestMs,
  }));

const refusedIn = ({ byClass }: RunReport): number =>
  [...byClass.values()].reduce((sum, { refused }) => sum + refused, 0);

/** Keeps what was wrong where it is read: said at once, the first of many. */
function sayFaults(faults: readonly Fault[], say: (line: string) => void): void {
  for (const { line, what } of faults.slice(0, 20)) say(`${line.id}: ${what.slice(0, 300)}`);
}

function barsOf(reports: ReadonlyMap<string, RunReport>, after: readonly Bar[]): Bar[] {
  const all = [...reports.values()];
  const count = (name: string): number => {
    const report = reports.get(name);
    return report ? refusedIn(report) : 0;
  };
  return [
    bar('A3', 'hostile documents refused', { value: count('documents'), unit: '', limit: { atLeast: 1_000 } }),
    bar('A3', 'bad inputs refused', { value: count('inputs'), unit: '', limit: { atLeast: 500 } }),
    bar('A3', 'answers that were late, wrong, or showed something', {
      value: all.reduce((sum, { faults }) => sum + faults.length, 0),
      unit: '',
      limit: { atMost: 0 },
    }),
    bar('A3', 'slowest answer', {
      value: Math.max(...all.map(({ slowestMs }) => slowestMs)),
      unit: 'ms',
      limit: { atMost: RUN.boundMs },
    }),
    ...after,
  ];
}

/** A3: the whole corpus and disturbed documents besides, against the real processes. */
export const drillHostile: Measurement = async ({ quick, say }) => {
  const own = await ownStack({ say, env: GROUND_ENVIRONMENT });
  try {
    const { stack } = own;
    const ground = await openGround(stack);
    const { uri } = stack.endpoints.mongodb;
    const prefix = stack.endpoints.databasePrefix;
    const [processes, stored] = [processFigures(stack), await storedState(uri, prefix)];
    const chance = chanceOf(SEED);
    const variants = randomVariants(readCorpus('documents'), quick ? VARIANTS.quick : VARIANTS.full, chance);
    const reports = new Map<string, RunReport>();
    for (const [name, lines] of [
      ...CORPORA.map((corpus) => [corpus, readCorpus(corpus)] as const),
      ['random', variants] as const,
    ]) {
      const report = await runCorpus(lines, ground.wire, RUN);
      say(`${name}: ${lines.length} sent, ${report.faults.length} faults, slowest ${report.slowestMs} ms`);
      sayFaults(report.faults, say);
      reports.set(name, report);
    }
    const grown = growth(processes, processFigures(stack));
    const changed = changes(stored, await storedState(uri, prefix));
    for (const change of changed) say(change);
    return {
      seed: SEED,
      rounds: 1,
      versions: serverVersions(stack),
      notes: [
        'the slowest wait is for a body that never comes: the sender gives up after 5 s',
        'lines that are not refused are texts taken for what they say: they found nothing',
        `memory grown: ${grown.map(({ name, megabytes }) => `${name} ${megabytes} MB`).join(', ')}`,
      ],
      rows: [...reports].flatMap(([name, report]) => rowsOf(name, report)),
      bars: barsOf(reports, [
        bar('A3', 'collections changed by refused requests', { value: changed.length, unit: '', limit: { atMost: 0 } }),
        bar('A3', 'processes restarted', {
          value: grown.filter(({ restarted }) => restarted).length,
          unit: '',
          limit: { atMost: 0 },
        }),
        bar('A3', 'largest growth of a process', {
          value: Math.max(...grown.map(({ megabytes }) => megabytes)),
          unit: 'MB',
          limit: { atMost: MOST_GROWTH_MB },
        }),
      ]),
    };
  } finally {
    await own.end();
  }
};
