import { readFileSync } from 'node:fs';
import { dataFolderAt } from '../data-folder.ts';
import type { Endpoints } from '../endpoints.ts';
import { memberNames } from '../federation/members.ts';
import { askUntil } from '../processes/deadline.ts';
import { holderOf } from '../run-lock.ts';
import type { Stack } from '../running-stack.ts';
import { readSettings } from '../settings.ts';

const PATIENCE_MS = 300_000;

/** What the supervisor is sent for it. */
export const ROLL_SIGNAL = 'SIGUSR2';

/** Replaces every process of ours, one after the other; the first that has no successor ends it, and nothing is worse than before. */
export async function rollAll(stack: Stack): Promise<void> {
  for (const name of memberNames) {
    if (stack.pid(name) !== undefined) await stack.replace(name);
  }
}

/** Asks the running supervisor to replace its processes one by one and waits for it. @returns the exit code. */
export async function roll(): Promise<number> {
  const data = dataFolderAt(readSettings().GRIDLINK_DATA);
  const holder = holderOf(data);
  if (holder === undefined) {
    console.log('Nothing is running.');
    return 1;
  }
  const pids = (): (number | undefined)[] => {
    const { members } = JSON.parse(readFileSync(data.endpoints, 'utf8')) as Endpoints;
    return memberNames.map((name) => members[name]?.pid);
  };
  const before = pids();
  process.kill(holder.pid, ROLL_SIGNAL);
  const done = await askUntil(async () => pids().every((pid, index) => pid !== before[index]), {
    withinMs: PATIENCE_MS,
    everyMs: 200,
  });
  console.log(done ? 'Every process has a successor.' : 'Not every process has a successor; the supervisor said why.');
  return done ? 0 : 1;
}
