import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process of the bench that answers at an address. */
export type Child = {
  readonly url: string;
  readonly pid: number;
  /** Asks the process for what it has counted. */
  ask<Answer>(): Promise<Answer>;
  stop(): Promise<void>;
};

const READY_WITHIN_MS = 30_000;

type Message = { readonly url: string };

/** Starts one of the files in `contestants/` and waits until it answers. @throws Error when it ends before or takes too long */
export async function startChild(file: string, environment: Readonly<Record<string, string>>): Promise<Child> {
  const child = fork(join(import.meta.dirname, 'contestants', file), {
    env: { ...process.env, ...environment, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const timeout = AbortSignal.timeout(READY_WITHIN_MS);
  const ready = once(child, 'message', { signal: timeout }) as Promise<[Message]>;
  const first = await Promise.race([ready, ended.then(() => undefined)]).catch(() => undefined);
  if (!first || child.pid === undefined) {
    child.kill('SIGKILL');
    throw new Error(`${file} did not come up`);
  }
  return {
    url: first[0].url,
    pid: child.pid,
    async ask<Answer>() {
      const answered = once(child, 'message') as Promise<[Answer]>;
      child.send('count');
      return (await answered)[0];
    },
    async stop() {
      child.disconnect();
      const killer = setTimeout(() => child.kill('SIGKILL'), 2_000);
      await ended;
      clearTimeout(killer);
    },
  };
}
