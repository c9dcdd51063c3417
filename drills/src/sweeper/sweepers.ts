import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Replica, Stack } from '@gridlink/stack';
import { within } from '../findings/settle.ts';

/** How far a clock is set off when it is: one sweeper's forward, one's back, one's not at all. */
export const SET_OFF_MS = [600_000, -600_000, 0] as const;

/** Processes of the tickets service that share the alarms, each with a clock that can be set. */
export type Sweepers = {
  readonly all: readonly Replica[];
  /** Until each answers again after whatever was done to it. */
  untilReady(): Promise<void>;
  stop(): Promise<void>;
};

const MINUTE_MS = 60_000;
const NOTICED_WITHIN_MS = 10_000;
/** Off by so much its clock is certainly the one that was set. */
const SET_SECONDS = 590;

/** How far a process's own clock is ahead of the database's, seconds, by its own account. */
async function clockOffset({ admin }: Replica): Promise<number> {
  const page = await (await fetch(`${admin}/metrics`)).text();
  return Number(/^gridlink_clock_offset_seconds\{[^}]*\} (\S+)$/m.exec(page)?.[1]);
}

/** Sets the clock of a running sweeper off. @throws Error where that had no effect: nothing would have been drilled */
export async function setClock(sweeper: Replica): Promise<void> {
  const pid = sweeper.process.pid();
  if (pid === undefined) throw new Error(`${sweeper.process.name} is not there`);
  process.kill(pid, 'SIGUSR2');
  const set = await within(NOTICED_WITHIN_MS, async () => Math.abs(await clockOffset(sweeper)) > SET_SECONDS);
  if (set === undefined) throw new Error(`the clock of ${sweeper.process.name} was not set`);
}

/** @param aheadMs how far all of them are to be ahead of the database's clock: days that have passed */
export async function startSweepers(stack: Stack, called: string, aheadMs = 0): Promise<Sweepers> {
  const loadedFirst = pathToFileURL(join(import.meta.dirname, 'set-clock.ts')).href;
  const all = await Promise.all(
    SET_OFF_MS.map((off, index) =>
      stack.replica('tickets', {
        called: `tickets-${called}-${index + 1}`,
        env: { SET_CLOCK_MS: String(off), REHEARSAL_CLOCK_AHEAD_MINUTES: String(aheadMs / MINUTE_MS) },
        runtime: ['--import', loadedFirst],
      }),
    ),
  );
  await Promise.all(all.map((sweeper) => sweeper.process.start()));
  return {
    all,
    async untilReady() {
      await Promise.all(all.map((sweeper) => sweeper.process.untilReady()));
    },
    async stop() {
      await Promise.all(all.map((sweeper) => sweeper.process.stop()));
    },
  };
}
