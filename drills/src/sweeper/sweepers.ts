import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Replica, Stack } from '@gridlink/stack';

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

/** @param aheadMs how far all of them are to be ahead of the database's clock: days that have passed */
export async function startSweepers(stack: Stack, called: string, aheadMs = 0): Promise<Sweepers> {
  const setClock = pathToFileURL(join(import.meta.dirname, 'set-clock.ts')).href;
  const all = await Promise.all(
    SET_OFF_MS.map((off, index) =>
      stack.replica('tickets', {
        called: `tickets-${called}-${index + 1}`,
        env: { SET_CLOCK_MS: String(off), REHEARSAL_CLOCK_AHEAD_MINUTES: String(aheadMs / MINUTE_MS) },
        runtime: ['--import', setClock],
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
