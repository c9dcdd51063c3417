import { bar, type Measurement, type Row } from '@gridlink/bench';
import { verdictBars } from '../history/verdict-bars.ts';
import { rehearse } from '../intake/rehearsal.ts';
import { EVERYBODY, type Kill, killInTurn } from './disturb.ts';

const FULL = { victims: EVERYBODY, cycles: 3 } as const;
const QUICK = { victims: ['tickets', 'nats', 'mongodb'], cycles: 1 } as const;

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

function rowsOf(kills: readonly Kill[]): Row[] {
  const byVictim = Map.groupBy(kills, ({ victim }) => victim);
  return [...byVictim].map(([victim, theirs]) => ({
    'kill -9 of': victim,
    times: theirs.length,
    'answers again after ms': middle(theirs.map(({ readyAfterMs }) => readyAfterMs)),
    'at most ms': Math.max(...theirs.map(({ readyAfterMs }) => readyAfterMs)),
    'reports acknowledged again after ms': middle(theirs.map(({ workedAfterMs }) => workedAfterMs)),
  }));
}

/** R1, small: every process killed in turn while reports come in. */
export const drillCrash: Measurement = async ({ quick, say }) => {
  const size = quick ? QUICK : FULL;
  const outcome = await rehearse('crash', say, ({ stack, channel, history, seed }) =>
    killInTurn({ stack, channel, history, seed, say, ...size }),
  );
  const { found: kills, verdict, reports, unanswered, settledAfterMs, repeats, seed, versions } = outcome;
  return {
    seed,
    rounds: size.cycles,
    versions,
    notes: [
      `${reports} reports acknowledged to 8 clients, ${unanswered} attempts unanswered and tried again with the same number`,
      'every fifth report was handed in again after its acknowledgement, every second ticket accepted',
      `the consumer had everything ${settledAfterMs ?? 'never'} ms after the load; it was called again for ${repeats} events it had applied`,
    ],
    rows: rowsOf(kills),
    bars: [
      ...verdictBars('R1', verdict),
      bar('R1', 'processes killed', {
        value: kills.length,
        unit: '',
        limit: { atLeast: size.cycles * size.victims.length },
      }),
    ],
  };
};
