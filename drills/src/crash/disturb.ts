import { type Chance, chanceOf } from '@gridlink/bench';
import type { ProcessName, Stack } from '@gridlink/stack';
import type { HistoryFile } from '../history/history-file.ts';
import type { Channel } from '../intake/channel.ts';

export const EVERYBODY: readonly ProcessName[] = [
  'gateway',
  'grid',
  'personnel',
  'tickets',
  'dataexchange',
  'nats',
  'mongodb',
];
const WORK_WITHIN_MS = 30_000;

/** Everybody once, in an order of chance (Fisher and Yates). */
function shuffled<T>(all: readonly T[], chance: Chance): T[] {
  const order = [...all];
  for (let last = order.length - 1; last > 0; last--) {
    const other = chance.int(0, last);
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}

/** One killed process, and how long it took until it answered again. */
export type Kill = { readonly victim: ProcessName; readonly readyAfterMs: number; readonly workedAfterMs: number };

export type Disturbance = {
  readonly stack: Stack;
  readonly channel: Channel;
  readonly history: HistoryFile;
  readonly seed: number;
  readonly victims: readonly ProcessName[];
  readonly cycles: number;
  readonly say: (line: string) => void;
};

/** Until the channel has got some more reports acknowledged. @throws Error when it does not in time */
async function untilWorking(channel: Channel, more: number): Promise<void> {
  const wanted = channel.acknowledged() + more;
  for (const end = Date.now() + WORK_WITHIN_MS; channel.acknowledged() < wanted; ) {
    if (Date.now() > end) throw new Error(`no ${more} reports were acknowledged within ${WORK_WITHIN_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function killOne({ stack, channel, history }: Disturbance, victim: ProcessName): Promise<Kill> {
  const killedAt = Date.now();
  history.append({ kind: 'DISTURBED', at: killedAt, what: `kill -9 ${victim}` });
  await stack.kill(victim);
  await stack.untilReady(victim);
  const readyAfterMs = Date.now() - killedAt;
  history.append({ kind: 'RESTORED', at: Date.now(), what: victim, afterMs: readyAfterMs });
  await untilWorking(channel, 1);
  const workedAfterMs = Date.now() - killedAt;
  // Some undisturbed work between two kills, so that each meets commands at every point.
  await untilWorking(channel, 20);
  return { victim, readyAfterMs, workedAfterMs };
}

/** Kills every victim once a cycle, under load. */
export async function killInTurn(disturbance: Disturbance): Promise<Kill[]> {
  const { seed, victims, cycles, say } = disturbance;
  const chance = chanceOf(seed);
  const kills: Kill[] = [];
  for (let cycle = 0; cycle < cycles; cycle++) {
    for (const victim of shuffled(victims, chance)) {
      const kill = await killOne(disturbance, victim);
      say(`cycle ${cycle + 1} of ${cycles}: ${victim} killed, answers after ${kill.readyAfterMs} ms`);
      kills.push(kill);
    }
  }
  return kills;
}
