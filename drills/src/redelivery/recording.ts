import { type Effort, ownStack, serverVersions } from '@gridlink/bench';
import type { EventEnvelope } from '@gridlink/contracts';
import type { Stack } from '@gridlink/stack';
import { MongoClient } from 'mongodb';
import { renameGrids } from '../broker/renamed-grids.ts';
import { buildCountry, PLATFORM_ADMIN } from '../country/country.ts';
import { reportMatters } from '../country/matters.ts';
import { within } from '../findings/settle.ts';

/** A history that really happened: what services own, and every event that others heard of it. */
export type Recording = {
  /** Database and broker that it happened on, with nobody about any more. */
  readonly stack: Stack;
  readonly events: readonly EventEnvelope[];
  readonly seed: number;
  readonly versions: Record<string, string>;
  end(): Promise<void>;
};

export const SERVICES = ['grid', 'personnel', 'tickets', 'dataexchange'] as const;
const SETTLED_WITHIN_MS = 60_000;
/** How often every grid is published again under another name, and how many more rounds of matters are handed in and worked on. */
const FULL = { renamed: 3, matters: 8 } as const;
const QUICK = { renamed: 1, matters: 0 } as const;

type Logged = { readonly event: EventEnvelope };

async function eventsOf(client: MongoClient, prefix: string): Promise<EventEnvelope[]> {
  const logs = SERVICES.map((service) =>
    client.db(`${prefix}_${service}`).collection<Logged>('event_log').find().toArray(),
  );
  return (await Promise.all(logs)).flat().map(({ event }) => event);
}

/** Collections that may have events on their way out. */
async function pendingIn(client: MongoClient, prefix: string): Promise<number> {
  const counts = SERVICES.map(async (service) => {
    const db = client.db(`${prefix}_${service}`);
    const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
    const pending = names.map((name) => db.collection(name).countDocuments({ pendingSince: { $exists: true } }));
    return (await Promise.all(pending)).reduce((sum, count) => sum + count, 0);
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

/** Two jurisdictions with everything in them; grids published again and again; then everybody is sent home. */
export async function record({ quick, say }: Pick<Effort, 'quick' | 'say'>): Promise<Recording> {
  const { stack, end } = await ownStack({ say, env: { ALARM_INTERVAL_MS: '0' } });
  const client = await MongoClient.connect(stack.endpoints.mongodb.uri);
  try {
    const country = await buildCountry(stack);
    const admin = country.clientOf(PLATFORM_ADMIN);
    const size = quick ? QUICK : FULL;
    for (let round = 0; round < size.matters; round++)
      for (const territory of country.territories) await reportMatters(country, territory);
    for (let time = 1; time <= size.renamed; time++)
      for (const jurisdiction of country.territories)
        await renameGrids({ admin, jurisdiction }, (name) => `${name}（${time}）`);
    const prefix = stack.endpoints.databasePrefix;
    await within(SETTLED_WITHIN_MS, async () => (await pendingIn(client, prefix)) === 0);
    for (const name of ['gateway', ...SERVICES] as const) await stack.halt(name);
    const events = await eventsOf(client, prefix);
    say(`${events.length} events recorded`);
    return { stack, events, seed: country.seed, versions: serverVersions(stack), end };
  } catch (error) {
    await end();
    throw error;
  } finally {
    await client.close();
  }
}
