import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Db, MongoClient } from 'mongodb';

const SERVICES = ['grid', 'personnel', 'tickets', 'dataexchange'] as const;

/**
 * What a refused input may still write: that somebody tried, and that somebody looked. Sign-ins of the senders themselves come and go, and
 * consumers, relays and sweepers go on with their own work.
 */
const KEPT_OF_TRIES = /^(login_attempts|sessions|audit_\w+|reveals|refused_rows|inbox|event_log|event_streams)$/;

/** What refused inputs must leave as it was: by collection, how many documents there are and their digest. */
export type StoredState = ReadonlyMap<string, string>;

async function digestOf(db: Db, name: string): Promise<string> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const document of db.collection(name).find().sort({ _id: 1 })) {
    hash.update(JSON.stringify(document));
    count += 1;
  }
  return `${count} documents, ${hash.digest('hex').slice(0, 12)}`;
}

/** Reads the state of the four services' databases. */
export async function storedState(uri: string, databasePrefix: string): Promise<StoredState> {
  const client = await MongoClient.connect(uri);
  try {
    const state = new Map<string, string>();
    for (const service of SERVICES) {
      const db = client.db(`${databasePrefix}_${service}`);
      const names = (await db.listCollections().toArray()).map(({ name }) => name).sort();
      for (const name of names.filter((one) => !KEPT_OF_TRIES.test(one)))
        state.set(`${service}.${name}`, await digestOf(db, name));
    }
    return state;
  } finally {
    await client.close();
  }
}

const STILL_MS = 5_000;

/** The state once consumers and counters are through with what was laid out: nothing of it has moved for a while. */
export async function settledState(uri: string, databasePrefix: string): Promise<StoredState> {
  for (let last = await storedState(uri, databasePrefix); ; ) {
    await pause(STILL_MS);
    const now = await storedState(uri, databasePrefix);
    if (changes(last, now).length === 0) return now;
    last = now;
  }
}

/** Collections that are not as they were, with what they were and are. */
export const changes = (before: StoredState, after: StoredState): string[] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `${name}: ${before.get(name) ?? 'nothing'} → ${after.get(name) ?? 'nothing'}`);
