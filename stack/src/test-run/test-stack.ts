import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { serviceNames } from '../federation/members.ts';
import type { Stack } from '../running-stack.ts';
import { startStack } from '../start-stack.ts';

type Variables = Readonly<Record<string, string>>;

/** The five processes over the run's database and broker, with databases, subjects and a folder of their own. */
export type TestStack = {
  /** As it runs now. */
  readonly stack: Stack;
  /** Stops the processes and starts them on the same data, with this environment besides. */
  startAgain(env: Variables): Promise<void>;
  /** Stops them and takes away their databases and the folder. */
  end(): Promise<void>;
};

async function dropDatabases({ endpoints: { mongodb, databasePrefix } }: Stack): Promise<void> {
  const client = await MongoClient.connect(mongodb.uri);
  for (const service of serviceNames) await client.db(`${databasePrefix}_${service}`).dropDatabase();
  await client.close();
}

/** @param env more environment for every one of the processes. */
export async function startTestStack(env: Variables = {}): Promise<TestStack> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'gridlink-test-stack-'));
  const prefix = `t${randomBytes(5).toString('hex')}`;
  const start = (more: Variables): Promise<Stack> =>
    startStack({
      dataFolder,
      databasePrefix: prefix,
      eventPrefix: prefix,
      env: { LOG_LEVEL: 'warn', ...env, ...more },
    });
  const removeFolder = (): void => rmSync(dataFolder, { recursive: true, force: true });
  let stack = await start({}).catch((error: unknown) => {
    removeFolder();
    throw error;
  });
  return {
    get stack() {
      return stack;
    },
    async startAgain(more) {
      await stack.stop();
      stack = await start(more);
    },
    async end() {
      await stack.stop();
      await dropDatabases(stack);
      removeFolder();
    },
  };
}
