import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectNats, streamName, subjectOf } from '@gridlink/event-bus';
import { type MemberName, type Stack, startStack } from '@gridlink/stack';
import { type Db, MongoClient } from 'mongodb';
import { headers, type JetStreamManager, type NatsConnection } from 'nats';
import { within } from '../findings/settle.ts';
import type { Delivery } from './deliveries.ts';
import { type Found, NOT_COPIED, readKept } from './kept-state.ts';
import type { Recording } from './recording.ts';

/** Who consumes what others announce. */
export const CONSUMERS = ['personnel', 'tickets', 'dataexchange'] as const satisfies readonly MemberName[];
const DOMAINS = ['grid', 'personnel', 'tickets', 'dataexchange'] as const;

export type Replay = {
  readonly deliveries: readonly Delivery[];
  /** A second process of each consumer that shares the work. */
  readonly isDoubled: boolean;
  /** kill -9 of each consumer, once, in the midst of it. */
  readonly isKilled: boolean;
};

export type Replayed = { readonly found: readonly Found[]; readonly isSettled: boolean; readonly parked: number };

/** Time of itself does nothing here, so that what is found follows from events. */
const STILL = {
  ALARM_INTERVAL_MS: '0',
  ANCHOR_INTERVAL_MS: '0',
  DELIVERY_INTERVAL_MS: '0',
  EVIDENCE_INTERVAL_MS: '0',
  LOG_LEVEL: 'error',
} as const;

/** Collections of the tickets service that the figures count. */
const COUNTED = ['tickets', 'suggestions', 'deliberations'] as const;
const BATCH = 500;
/** Redelivered is what a killed consumer had in hand, after half a minute. */
const SETTLED_WITHIN_MS = 120_000;
const QUIET_LOOKS = 3;
const LOOK_EVERY_MS = 500;

/** What the services own, in databases of another name; figures have yet to be counted. */
async function copyOwned(client: MongoClient, from: string, to: string): Promise<void> {
  for (const service of CONSUMERS) {
    const source = client.db(`${from}_${service}`);
    for (const { name } of await source.listCollections({}, { nameOnly: true }).toArray()) {
      if (NOT_COPIED.has(`${service}/${name}`)) continue;
      const documents = await source.collection(name).find().toArray();
      for (let start = 0; start < documents.length; start += BATCH)
        await client
          .db(`${to}_${service}`)
          .collection(name)
          .insertMany(documents.slice(start, start + BATCH));
    }
  }
  for (const counted of COUNTED)
    await client
      .db(`${to}_tickets`)
      .collection(counted)
      .updateMany({}, { $set: { uncountedSince: new Date(1) } });
}

async function deliver(connection: NatsConnection, prefix: string, { event, copy }: Delivery): Promise<void> {
  const extra = headers();
  extra.set('Gridlink-Subject', event.subject);
  await connection.jetstream().publish(subjectOf(prefix, event), JSON.stringify(event), {
    // After its window the broker takes a copy for a new message; under another id it does so at once.
    msgID: copy === 1 ? event.id : `${event.id}#${copy}`,
    headers: extra,
    expect: { streamName: streamName(prefix, event.type.split('.')[1] ?? '') },
  });
}

/** Messages of any consumer that it has not got or not confirmed. */
async function waiting(manager: JetStreamManager, prefix: string): Promise<number> {
  let count = 0;
  for (const domain of DOMAINS)
    for await (const { num_pending, num_ack_pending } of manager.consumers.list(streamName(prefix, domain)))
      count += num_pending + num_ack_pending;
  return count;
}

async function unsettled(dbOf: (service: string) => Db): Promise<number> {
  const uncounted = await Promise.all(
    COUNTED.map((counted) =>
      dbOf('tickets')
        .collection(counted)
        .countDocuments({ uncountedSince: { $exists: true } }),
    ),
  );
  const unsent = await dbOf('dataexchange')
    .collection('feed_log')
    .countDocuments({ pendingSince: { $exists: true } });
  return uncounted.reduce((sum, count) => sum + count, unsent);
}

type Place = { readonly stack: Stack; readonly connection: NatsConnection; readonly dbOf: (service: string) => Db };

async function settle({ stack, connection, dbOf }: Place): Promise<boolean> {
  const manager = await connection.jetstreamManager();
  const prefix = stack.endpoints.eventPrefix;
  let quiet = 0;
  const settled = await within(SETTLED_WITHIN_MS, async () => {
    const left = (await waiting(manager, prefix)) + (await unsettled(dbOf));
    quiet = left === 0 ? quiet + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    return quiet >= QUIET_LOOKS;
  });
  return settled !== undefined;
}

async function deliverAll({ stack, connection }: Place, { deliveries, isDoubled, isKilled }: Replay): Promise<void> {
  if (isDoubled) {
    const seconds = CONSUMERS.map((name) => stack.replica(name, { called: `${name}-2`, env: STILL }));
    await Promise.all((await Promise.all(seconds)).map((replica) => replica.process.start()));
  }
  const killAt = Math.floor(deliveries.length / 3);
  for (const [index, delivery] of deliveries.entries()) {
    await deliver(connection, stack.endpoints.eventPrefix, delivery);
    if (isKilled && index === killAt) await Promise.all(CONSUMERS.map((name) => stack.kill(name)));
  }
  await Promise.all(CONSUMERS.map((name) => stack.untilReady(name)));
}

/** Gives recorded events to consumers that know nothing yet, beside what their services own, and reads what they made of it. */
export async function replay({ stack: recorded }: Recording, how: Replay): Promise<Replayed> {
  const { mongodb, nats, databasePrefix } = recorded.endpoints;
  const prefix = `r${randomBytes(4).toString('hex')}`;
  const folder = mkdtempSync(join(tmpdir(), 'gridlink-replay-'));
  const client = await MongoClient.connect(mongodb.uri);
  await copyOwned(client, databasePrefix, prefix);
  const stack = await startStack({
    dataFolder: folder,
    databasePrefix: prefix,
    eventPrefix: prefix,
    mongodbUri: mongodb.uri,
    nats: {
      url: nats.url,
      ...(nats.credentials === undefined ? {} : { credentials: nats.credentials }),
      ...(nats.accountSeed === undefined ? {} : { accountSeed: nats.accountSeed }),
    },
    only: [...CONSUMERS],
    env: STILL,
  });
  const connection = await connectNats({ url: nats.url, credentials: nats.credentials, name: 'drill-replay' });
  const dbOf = (service: string): Db => client.db(`${prefix}_${service}`);
  try {
    const place = { stack, connection, dbOf };
    await deliverAll(place, how);
    const isSettled = await settle(place);
    const letters = CONSUMERS.map((service) => dbOf(service).collection('dead_letters').countDocuments());
    const parked = (await Promise.all(letters)).reduce((sum, count) => sum + count, 0);
    return { found: await readKept(dbOf), isSettled, parked };
  } finally {
    await connection.close();
    await stack.stop();
    await client.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
