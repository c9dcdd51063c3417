import type { ProcessName, Stack } from '@gridlink/stack';
import { residentMemory } from '../load/resident-memory.ts';

export type PeakMemory = {
  /** Megabytes: when it began, and the most that was seen since. */
  readonly of: ReadonlyMap<ProcessName, { readonly before: number; readonly peak: number }>;
  stop(): void;
};

const LOOK_EVERY_MS = 200;

/** Watches the resident memory of processes of the stack. */
export function watchMemory(stack: Stack, names: readonly ProcessName[]): PeakMemory {
  const seen = new Map<ProcessName, { before: number; peak: number }>();
  const look = (): void => {
    for (const name of names) {
      const pid = stack.pid(name);
      const megabytes = pid === undefined ? undefined : residentMemory(pid);
      if (megabytes === undefined) continue;
      const { before, peak } = seen.get(name) ?? { before: megabytes, peak: megabytes };
      seen.set(name, { before, peak: Math.max(peak, megabytes) });
    }
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return { of: seen, stop: () => clearInterval(timer) };
}
