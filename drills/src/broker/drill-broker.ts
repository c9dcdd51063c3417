import { bar, type Effort, type Measurement, type Row } from '@gridlink/bench';
import { within } from '../findings/settle.ts';
import { readStoredEvents } from '../findings/stored-events.ts';
import { verdictBars } from '../history/verdict-bars.ts';
import { type Rehearsal, rehearse } from '../intake/rehearsal.ts';
import { FULL, type Harm, QUICK } from './harms.ts';
import { openProjections, type Projections } from './projections.ts';

const CAUGHT_UP_WITHIN_MS = 120_000;
const LOAD_BEFORE_MS = 2_000;

/** One harm and how long it took until everybody was where its end found the owners. */
type Recovery = {
  readonly what: string;
  readonly acknowledgedMeanwhile: number;
  readonly caughtUpAfterMs: number | undefined;
};

/** Everything that is stored now is applied by the consumer; what comes later does not count, the load goes on. */
async function caughtUp({ stack, ledger }: Rehearsal, projections: Projections): Promise<number | undefined> {
  const owned = await readStoredEvents(stack);
  const hasAll = async (): Promise<boolean> => {
    const applied = new Map((await ledger.all()).map(({ _id, events }) => [_id, events.length]));
    return owned.every(({ code, events }) => (applied.get(code) ?? 0) >= events.length);
  };
  return within(CAUGHT_UP_WITHIN_MS, async () => (await hasAll()) && (await projections.grids()).length === 0);
}

async function recover(
  rehearsal: Rehearsal,
  { harm, time, projections, say }: { harm: Harm; time: number; projections: Projections; say: Effort['say'] },
): Promise<Recovery> {
  const { history, channel } = rehearsal;
  await new Promise((resolve) => setTimeout(resolve, LOAD_BEFORE_MS));
  const before = channel.acknowledged();
  history.append({ kind: 'DISTURBED', at: Date.now(), what: harm.what });
  await harm.inflict(rehearsal, time);
  const acknowledgedMeanwhile = channel.acknowledged() - before;
  const caughtUpAfterMs = await caughtUp(rehearsal, projections);
  history.append({ kind: 'RESTORED', at: Date.now(), what: harm.what, afterMs: caughtUpAfterMs ?? -1 });
  say(`${harm.what}: ${acknowledgedMeanwhile} reports meanwhile, caught up after ${caughtUpAfterMs ?? 'never'} ms`);
  return { what: harm.what, acknowledgedMeanwhile, caughtUpAfterMs };
}

type Found = { readonly recoveries: readonly Recovery[]; readonly differences: readonly string[] };

const inflictAll =
  (harms: readonly Harm[], say: Effort['say']) =>
  async (rehearsal: Rehearsal): Promise<Found> => {
    const projections = await openProjections(rehearsal.stack, rehearsal.county);
    try {
      const recoveries: Recovery[] = [];
      for (const [index, harm] of harms.entries())
        recoveries.push(await recover(rehearsal, { harm, time: index + 1, projections, say }));
      await rehearsal.channel.stop();
      let differences: readonly string[] = [];
      await within(CAUGHT_UP_WITHIN_MS, async () => {
        differences = [...(await projections.grids()), ...(await projections.tickets())];
        return differences.length === 0;
      });
      for (const difference of differences.slice(0, 20)) say(difference);
      return { recoveries, differences };
    } finally {
      await projections.close();
    }
  };

const rowOf = ({ what, acknowledgedMeanwhile, caughtUpAfterMs }: Recovery): Row => ({
  harm: what,
  'reports acknowledged meanwhile': acknowledgedMeanwhile,
  'everybody caught up after ms': caughtUpAfterMs ?? null,
});

/** R2: the broker forgets, loses readers and goes away; the databases are the truth. */
export const drillBroker: Measurement = async ({ quick, say }) => {
  const harms = quick ? QUICK : FULL;
  const outcome = await rehearse('broker', say, inflictAll(harms, say));
  const { recoveries, differences } = outcome.found;
  const stuck = recoveries.filter(({ caughtUpAfterMs }) => caughtUpAfterMs === undefined);
  return {
    seed: outcome.seed,
    rounds: 1,
    versions: outcome.versions,
    notes: [
      `${outcome.reports} reports acknowledged to 8 clients, ${outcome.unanswered} attempts unanswered`,
      'all grids were published again with each harm; the load went on through all of them',
      `the consumer had everything ${outcome.settledAfterMs ?? 'never'} ms after the load; it was called again for ${outcome.repeats} events it had applied`,
    ],
    rows: recoveries.map(rowOf),
    bars: [
      ...verdictBars('R2', outcome.verdict),
      bar('R2', 'harms after which somebody did not catch up', { value: stuck.length, unit: '', limit: { atMost: 0 } }),
      bar('R2', 'projections unlike their owner', { value: differences.length, unit: '', limit: { atMost: 0 } }),
    ],
  };
};
