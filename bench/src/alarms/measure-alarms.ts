import type { Effort, Measurement } from '../report/command-line.ts';
import { type Bar, bar, type Row } from '../report/result.ts';
import { serverVersions } from '../stack/own-stack.ts';
import { percentile } from '../statistics/spread.ts';
import { setAlarmStage } from './alarm-stage.ts';
import { type IdleTick, measureIdleTick } from './idle-tick.ts';
import type { ManyOpen } from './many-open.ts';
import { type Round, type RoundSize, raiseAll, type Sweeping } from './raise-all.ts';

type Size = RoundSize & {
  readonly open: number;
  readonly sweepings: readonly Sweeping[];
  /** Open tickets among which an idle sweeper ticks: the first few and the many. */
  readonly idle: readonly [number, number];
  readonly idleMs: number;
};

const alone = (sweepers: number): Sweeping => ({ sweepers, besides: 'NOTHING' });

const FULL: Size = {
  open: 100_000,
  due: 10_000,
  overMs: 60_000,
  // With everything else first: what the others leave uncounted is not theirs.
  sweepings: [{ sweepers: 1, besides: 'EVERYTHING' }, alone(1), alone(2), alone(4)],
  idle: [10_000, 150_000],
  idleMs: 15_000,
};
/** Filling in a million takes its time. */
const LARGE: Size = { ...FULL, idle: [10_000, 1_000_000] };
const QUICK: Size = {
  open: 2_000,
  due: 300,
  overMs: 3_000,
  sweepings: [alone(1), alone(2)],
  idle: [500, 2_600],
  idleMs: 2_000,
};

const LATENESS_LIMIT_MS = 2_000;
/** Twice the time at a hundred times the size is still called the same: a noisy machine does as much. */
const SAME = 2;
const SECOND_MS = 1_000;

const rowOf = ({ sweepers, besides, lateness, missing, wrong, early, seconds, cost }: Round): Row => ({
  sweepers,
  besides: besides === 'NOTHING' ? 'nothing' : 'figures and notifications',
  alarms: lateness.length + missing,
  'within s': seconds,
  'p50 late ms': percentile(lateness, 0.5),
  'p99 late ms': percentile(lateness, 0.99),
  'most late ms': percentile(lateness, 1),
  missing,
  'not exactly once': wrong,
  early,
  'commands an alarm': cost.commands,
  'sweepers CPU ms': cost.sweepersMs,
  'database CPU ms': cost.databaseMs,
});

const idleRowOf = (open: number, { ticks, meanMs, commands }: IdleTick): Row => ({
  'open tickets': open,
  'idle looks': ticks,
  'mean ms': meanMs,
  'commands a look': commands,
});

const named = ({ sweepers, besides }: Sweeping): string =>
  `${sweepers} sweepers${besides === 'NOTHING' ? '' : ' that count figures and tell desks besides'}`;

function barsOf({ sweepers, besides, lateness, missing, wrong, early }: Round): Bar[] {
  const who = named({ sweepers, besides });
  const once = bar('S6', `alarms not raised exactly once, or early, ${who}`, {
    value: missing + wrong + early,
    unit: '',
    limit: { atMost: 0 },
  });
  // What else a replica does competes for the same processors: its lateness is shown in its row, as what this machine can do.
  if (besides === 'EVERYTHING') return [once];
  const value = percentile(lateness, 0.99);
  return [once, bar('S6', `p99 lateness, ${who}`, { value, unit: 'ms', limit: { atMost: LATENESS_LIMIT_MS } })];
}

function idleBars([few, many]: readonly IdleTick[]): Bar[] {
  const ratio = (of: 'meanMs' | 'commands'): number => (many?.[of] ?? Number.NaN) / (few?.[of] ?? Number.NaN);
  return [
    bar('S6', 'time of an idle look: most ÷ fewest open tickets', {
      value: ratio('meanMs'),
      unit: '×',
      limit: { atMost: SAME },
    }),
    bar('S6', 'commands of an idle look: most ÷ fewest open tickets', {
      value: Number(ratio('commands').toFixed(1)),
      unit: '×',
      limit: { atMost: 1 },
    }),
  ];
}

async function grown(many: ManyOpen, size: number, say: Effort['say']): Promise<void> {
  const began = performance.now();
  await many.growTo(size);
  say(`${size} open tickets after ${((performance.now() - began) / SECOND_MS).toFixed(0)} s`);
}

/** Bar S6: alarms among many open tickets, each once and in time, however many sweepers share them. */
export const measureAlarms: Measurement = async ({ quick, large, say }) => {
  const size = quick ? QUICK : large ? LARGE : FULL;
  const { stack, many, seed, end } = await setAlarmStage(say);
  try {
    const [few, most] = size.idle;
    // The first ticket ever that is late makes the embedded server walk the whole collection once; in a city that is long past.
    await raiseAll(stack, many, { size: { due: 20, overMs: SECOND_MS }, sweeping: alone(1) });
    await grown(many, few, say);
    const idle = [await measureIdleTick(stack, 'tickets-idle-few', size.idleMs)];
    await grown(many, size.open, say);
    const rounds: Round[] = [];
    for (const sweeping of size.sweepings) {
      const round = await raiseAll(stack, many, { size, sweeping });
      say(
        `${named(sweeping)}: p99 ${percentile(round.lateness, 0.99)} ms, ${round.missing} missing, ${round.wrong} wrong`,
      );
      rounds.push(round);
    }
    await grown(many, most, say);
    idle.push(await measureIdleTick(stack, 'tickets-idle-many', size.idleMs));
    return {
      seed,
      rounds: 1,
      versions: serverVersions(stack),
      notes: [
        `sweepers are processes of the tickets service that look once a second, sooner while something is due; they leave figures and notifications to other replicas, or do them besides; ${size.open} open tickets, half of the alarms reminders, half late warnings`,
        'lateness: from the alarm’s instant until a subscriber of the broker has its event',
        'tickets are copies of dispatched ones that the service itself has stored',
        `an idle look: one sweeper looks ${1_000 / 50} times a second, none is due; commands of all that the clocks tick for (alarms, instructions, transfers, revisions, outboxes)`,
      ],
      rows: [...rounds.map(rowOf), ...idle.map((tick, index) => idleRowOf(size.idle[index] ?? 0, tick))],
      bars: [...rounds.flatMap(barsOf), ...idleBars(idle)],
    };
  } finally {
    await end();
  }
};
