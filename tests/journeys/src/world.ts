import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createGraphClient,
  type DemoPlan,
  type Desks,
  fewDivisions,
  type GraphClient,
  type LoadedJurisdiction,
  loadJurisdiction,
  openAccounts,
  openDesks,
  readDivisions,
  readPlan,
  signedIn,
} from '@gridlink/demo';
import { loadPacks } from '@gridlink/jurisdiction';
import { type Stack, startStack } from '@gridlink/stack';
import { mongodbUri, natsServer, testPrefix } from '@gridlink/test-kit';
import { MongoClient } from 'mongodb';

/** Five real processes over the run's database and broker, and a small country in them. */
export type World = {
  readonly stack: Stack;
  readonly graphql: string;
  readonly admin: GraphClient;
  readonly public: GraphClient;
  readonly desks: Desks;
  readonly password: string;
  at(jurisdiction: string): LoadedJurisdiction;
  /** Stops the processes and starts them on the same data with the ticket clock this far ahead. */
  later(minutes: number): Promise<void>;
  end(): Promise<void>;
};

const PASSWORD = 'Journeys-2026';
/** Enough for every desk, small enough to load at once. */
const SIZE = { towns: 2, villagesEach: 2 };

async function build(
  admin: GraphClient,
  plan: DemoPlan,
  wanted: readonly string[],
): Promise<Map<string, LoadedJurisdiction>> {
  const packs = loadPacks();
  const built = new Map<string, LoadedJurisdiction>();
  for (const planned of plan.jurisdictions.filter(({ code }) => wanted.includes(code))) {
    const pack = packs.get(planned.code);
    if (!pack) throw new Error(`no pack ${planned.code}`);
    const divisions = fewDivisions(await readDivisions([planned.city.slice(0, 4)]), planned.counties, SIZE);
    built.set(planned.code, await loadJurisdiction(admin, { plan, planned, pack, divisions }));
  }
  return built;
}

/** Builds the world up through the public graph, as a newcomer's start command does. */
export async function createWorld(
  jurisdictions: readonly string[] = [...loadPacks().keys()],
  settings: Readonly<Record<string, string>> = {},
): Promise<World> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'gridlink-journey-'));
  const prefix = testPrefix();
  const nats = natsServer();
  const start = (env: Record<string, string> = {}): Promise<Stack> =>
    startStack({
      dataFolder,
      databasePrefix: prefix,
      eventPrefix: prefix,
      mongodbUri: mongodbUri(),
      nats: {
        url: nats.url,
        ...(nats.credentials ? { credentials: nats.credentials } : {}),
        ...(process.env.NATS_ACCOUNT_SEED ? { accountSeed: process.env.NATS_ACCOUNT_SEED } : {}),
      },
      env: { LOG_LEVEL: 'warn', ...settings, ...env },
    });

  let stack = await start();
  const graphql = (): string => stack.endpoints.members.gateway?.graphql ?? '';
  const admin = signedIn(graphql(), 'admin', readFileSync(stack.endpoints.keys.adminPassword, 'utf8').trim());
  const built = await build(admin, readPlan(), jurisdictions);
  await openAccounts(
    admin,
    [...built.values()].flatMap((jurisdiction) => jurisdiction.accounts),
    PASSWORD,
  );

  return {
    get stack() {
      return stack;
    },
    get graphql() {
      return graphql();
    },
    admin,
    public: createGraphClient(graphql()),
    desks: openDesks(graphql(), PASSWORD),
    password: PASSWORD,
    at(jurisdiction) {
      const found = built.get(jurisdiction);
      if (!found) throw new Error(`${jurisdiction} is not built up`);
      return found;
    },
    async later(minutes) {
      await stack.stop();
      stack = await start({ REHEARSAL_CLOCK_AHEAD_MINUTES: String(minutes) });
    },
    async end() {
      await stack.stop();
      const client = await MongoClient.connect(mongodbUri());
      for (const service of ['grid', 'personnel', 'tickets', 'dataexchange'])
        await client.db(`${prefix}_${service}`).dropDatabase();
      await client.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
