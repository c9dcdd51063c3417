import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SUBGRAPHS } from '@gridlink/contracts';
import { buildCountry, type Country } from '@gridlink/drills';
import { startStack } from '@gridlink/stack';
import { mongodbUri, natsServer, testPrefix } from '@gridlink/test-kit';
import { MongoClient } from 'mongodb';

/** Two jurisdictions in five real processes over the run's database and broker. */
export type RunningCountry = Country & { end(): Promise<void> };

/** Operations here ask for everything at once, and by the hundred. */
const WIDE = {
  LOG_LEVEL: 'warn',
  MAX_TOKENS: '100000',
  MAX_COST: '10000000',
  MAX_ALIASES: '10000',
  MAX_ROOT_FIELDS: '10000',
  RATE_PER_SECOND: '1000000',
  RATE_BURST: '1000000',
  PUBLIC_RATE_PER_SECOND: '1000000',
  PUBLIC_RATE_BURST: '1000000',
};

export async function startCountry(): Promise<RunningCountry> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'gridlink-security-'));
  const prefix = testPrefix();
  const nats = natsServer();
  const stack = await startStack({
    dataFolder,
    databasePrefix: prefix,
    eventPrefix: prefix,
    mongodbUri: mongodbUri(),
    nats: {
      url: nats.url,
      ...(nats.credentials ? { credentials: nats.credentials } : {}),
      ...(process.env.NATS_ACCOUNT_SEED ? { accountSeed: process.env.NATS_ACCOUNT_SEED } : {}),
    },
    env: WIDE,
  });
  const end = async (): Promise<void> => {
    await stack.stop();
    const client = await MongoClient.connect(mongodbUri());
    for (const service of SUBGRAPHS) await client.db(`${prefix}_${service}`).dropDatabase();
    await client.close();
    rmSync(dataFolder, { recursive: true, force: true });
  };
  try {
    return { ...(await buildCountry(stack)), end };
  } catch (error) {
    await end();
    throw error;
  }
}
