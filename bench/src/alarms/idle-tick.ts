import type { Stack } from '@gridlink/stack';
import { commandCounts, totalOf } from '../commands/command-counts.ts';
import { ONLY_ALARMS } from './raise-all.ts';

/** What a look of a sweeper costs that finds nothing due. */
export type IdleTick = {
  readonly ticks: number;
  /** Middle of the looks' times is not told by a metric; this is their mean. */
  readonly meanMs: number;
  /** Commands to the database for each look, of all that tick beside the alarms: instructions, transfers, revisions. */
  readonly commands: number;
};

/** As often as it can be asked. */
const TICKING = { ...ONLY_ALARMS, ALARM_INTERVAL_MS: '50', COUNT_COMMANDS: 'by-name' } as const;

const SETTLE_MS = 3_000;

const figureIn = (page: string, name: string): number =>
  Number(new RegExp(`^gridlink_tickets_alarm_sweep_seconds_${name}\\{[^}]*\\} (\\S+)$`, 'm').exec(page)?.[1] ?? 0);

async function look(admin: string) {
  const page = await (await fetch(`${admin}/metrics`)).text();
  return { ticks: figureIn(page, 'count'), seconds: figureIn(page, 'sum'), commands: totalOf(commandCounts(page)) };
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Lets one sweeper tick over tickets of which none is due. */
export async function measureIdleTick(stack: Stack, called: string, milliseconds: number): Promise<IdleTick> {
  const { process: sweeper, admin } = await stack.replica('tickets', { called, env: TICKING });
  await sweeper.start();
  try {
    await pause(SETTLE_MS);
    const before = await look(admin);
    await pause(milliseconds);
    const after = await look(admin);
    const ticks = after.ticks - before.ticks;
    return {
      ticks,
      meanMs: ((after.seconds - before.seconds) * 1_000) / ticks,
      commands: (after.commands - before.commands) / ticks,
    };
  } finally {
    await sweeper.stop();
  }
}
