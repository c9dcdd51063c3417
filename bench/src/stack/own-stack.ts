import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MemberName, namingNoServers, readSettings, type Stack, startStack } from '@gridlink/stack';

/** Limits stay in force, but at rates that no load of ours reaches: what is measured is the work, not the refusals. */
export const WIDE_LIMITS = {
  RATE_PER_SECOND: '1000000',
  RATE_BURST: '1000000',
  PUBLIC_RATE_PER_SECOND: '1000000',
  PUBLIC_RATE_BURST: '1000000',
  COST_PER_SECOND: '1000000000',
  COST_BURST: '1000000000',
  PUBLIC_COST_PER_SECOND: '1000000000',
  PUBLIC_COST_BURST: '1000000000',
} as const;

export type OwnStack = {
  readonly stack: Stack;
  readonly folder: string;
  /** Starts it anew on the same folder and ports, after it was stopped. */
  startAgain(): Promise<Stack>;
  end(): Promise<void>;
};

export type OwnStackOptions = {
  /** Only these processes besides database and broker; all of them by default. */
  readonly only?: readonly MemberName[];
  /** More environment for every one of them. */
  readonly env?: Readonly<Record<string, string>>;
  /** The gateway's limits; wide ones unless said, `{}` for those it has by default. */
  readonly limits?: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
};

/**
 * A stack with a data folder of its own and, even where the surroundings name others, a database server and a broker of its own:
 * drills kill them, and benches want them to themselves.
 */
export async function ownStack({ only, env, limits = WIDE_LIMITS, say }: OwnStackOptions): Promise<OwnStack> {
  const folder = mkdtempSync(join(tmpdir(), 'gridlink-bench-'));
  const prefix = `b${randomBytes(4).toString('hex')}`;
  const startedAt = performance.now();
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const start = (): Promise<Stack> =>
    startStack({
      dataFolder: folder,
      databasePrefix: prefix,
      eventPrefix: prefix,
      settings: readSettings(namingNoServers()),
      ...(only ? { only } : {}),
      env: { LOG_LEVEL: 'warn', ...limits, ...env },
      observer: { progress: say },
    });
  const stack = await start().catch((error: unknown) => {
    remove();
    throw error;
  });
  let running = stack;
  say(`stack is up after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return {
    stack,
    folder,
    async startAgain() {
      running = await start();
      return running;
    },
    async end() {
      await running.stop();
      remove();
    },
  };
}

/** The versions of the two servers, as a result states them. */
export function serverVersions({ endpoints }: Stack): Record<string, string> {
  const { mongodb, nats } = endpoints;
  return { mongodb: `${mongodb.kind} ${mongodb.version ?? ''}`.trim(), nats: nats.version ?? nats.kind };
}
