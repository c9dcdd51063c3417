import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataFolder, dataFolderAt } from '../data-folder.ts';
import { choosePorts } from '../ports.ts';
import { openLeash } from '../processes/leash.ts';
import { type MongoServer, type NatsServer, openMongo, openNats, type ServerPlace } from '../servers/servers.ts';
import type { Settings } from '../settings.ts';
import { eventLine } from '../terminal/say-event.ts';
import type { Steps } from '../terminal/steps.ts';
import type { TestEnvironment } from './runs.ts';

/** Small, so that a run fits beside a running stack. */
const TEST_CACHE = '512M';

function environmentFor(mongo: MongoServer, nats: NatsServer): TestEnvironment {
  return {
    ...process.env,
    MONGODB_URI: mongo.uri,
    NATS_URL: nats.url,
    NATS_CREDENTIALS: nats.credentials,
    NATS_ACCOUNT_SEED: nats.accountSeed,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    APOLLO_TELEMETRY_DISABLED: '1',
  };
}

function describe(server: MongoServer | NatsServer, address: string): string {
  return `${server.kind}${server.version === undefined ? '' : ` ${server.version}`} at ${address}`;
}

async function openBoth(place: ServerPlace, steps: Steps): Promise<{ mongo: MongoServer; nats: NatsServer }> {
  const ports = await choosePorts({ names: ['mongodb', 'nats', 'nats_monitoring'] as const });
  steps.begin('Database for the tests');
  const mongo = await openMongo(place, ports.mongodb);
  steps.outcome(describe(mongo, mongo.uri));
  steps.begin('Event broker for the tests');
  const nats = await openNats(place, { client: ports.nats, monitoring: ports.nats_monitoring });
  steps.outcome(describe(nats, nats.url));
  steps.end();
  return { mongo, nats };
}

/** Runs the body with one fresh database and broker; both and their data are gone afterwards, whatever happens. */
export async function withTestServers(
  settings: Settings,
  steps: Steps,
  body: (environment: TestEnvironment) => Promise<number>,
): Promise<number> {
  const root = mkdtempSync(join(tmpdir(), 'gridlink-test-'));
  const data = dataFolderAt(root);
  createDataFolder(data);
  const leash = openLeash();
  const leave = (): void => process.exit(130);
  process.on('exit', () => rmSync(root, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, leave);
  const announce: ServerPlace['surroundings']['announce'] = (event) => {
    if (event.kind === 'crashed' || event.kind === 'silent') console.error(eventLine(event));
  };
  const place: ServerPlace = {
    settings: { ...settings, GRIDLINK_MONGO_CACHE: TEST_CACHE },
    data,
    surroundings: { announce, leash },
    progress: steps.progress,
  };
  const { mongo, nats } = await openBoth(place, steps);
  try {
    return await body(environmentFor(mongo, nats));
  } finally {
    await nats.process?.stop();
    await mongo.process?.stop();
    leash.close();
  }
}
