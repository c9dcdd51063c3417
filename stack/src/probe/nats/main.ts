import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, credsAuthenticator, type NatsConnection } from 'nats';
import { pause } from '../../processes/deadline.ts';
import { readSettings } from '../../settings.ts';
import { startStack } from '../../start-stack.ts';
import { duration } from '../../terminal/style.ts';
import { table } from '../../terminal/table.ts';
import { seededRandom } from '../random.ts';

const IN_FLIGHT = 64;
const RATE_MS = 4_000;
const KILLS = 8;
const STREAM = 'probe';

type Journal = { readonly acknowledged: Set<string>; sent: number };
type Access = { readonly url: string; readonly credentials: string };

function open({ url, credentials }: Access): Promise<NatsConnection> {
  return connect({ servers: url, authenticator: credsAuthenticator(readFileSync(credentials)), reconnect: false });
}

/** Keeps so many publishes in flight until told to stop or refused. */
async function publishUntil(connection: NatsConnection, journal: Journal, isOver: () => boolean): Promise<void> {
  const jetstream = connection.jetstream({ timeout: 2_000 });
  const payload = new TextEncoder().encode('x'.repeat(600));
  const one = async (): Promise<void> => {
    while (!isOver()) {
      journal.sent += 1;
      const msgID = `m${journal.sent}`;
      await jetstream.publish(`${STREAM}.event`, payload, { msgID });
      journal.acknowledged.add(msgID);
    }
  };
  await Promise.allSettled(Array.from({ length: IN_FLIGHT }, one));
}

async function storedIds(access: Access): Promise<Set<string>> {
  const connection = await open(access);
  const consumer = await connection.jetstream().consumers.get(STREAM);
  const { num_pending: pending } = await consumer.info();
  const ids = new Set<string>();
  if (pending > 0) {
    for await (const message of await consumer.consume({ max_messages: 500 })) {
      ids.add(message.headers?.get('Nats-Msg-Id') ?? '');
      if (message.info.pending === 0) break;
    }
  }
  await connection.close();
  return ids;
}

async function main(): Promise<number> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'gridlink-probe-nats-'));
  const stack = await startStack({ dataFolder, settings: { ...readSettings(), NATS_URL: undefined }, only: [] });
  try {
    const { url, credentials = '', kind, version } = stack.endpoints.nats;
    const access: Access = { url, credentials };
    const journal: Journal = { acknowledged: new Set(), sent: 0 };
    const random = seededRandom(20_260_101);
    const first = await open(access);
    await (await first.jetstreamManager()).streams.add({ name: STREAM, subjects: [`${STREAM}.>`] });
    const endsAt = Date.now() + RATE_MS;
    await publishUntil(first, journal, () => Date.now() > endsAt);
    await first.close();
    const rate = Math.round((journal.acknowledged.size * 1_000) / RATE_MS);
    let slowestMs = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const connection = await open(access);
      const publishing = publishUntil(connection, journal, () => connection.isClosed());
      await pause(400 + random.below(800));
      await stack.kill('nats');
      const killedAt = Date.now();
      await publishing;
      await stack.untilReady('nats');
      slowestMs = Math.max(slowestMs, Date.now() - killedAt);
    }
    const stored = await storedIds(access);
    const lost = [...journal.acknowledged].filter((id) => !stored.has(id)).length;
    console.log(`NATS ${kind} ${version}, sync_interval always`);
    console.log(
      table([
        [`publish to a stream, ${IN_FLIGHT} in flight`, `${rate} a second`],
        [
          `${KILLS} kills under load`,
          `${journal.acknowledged.size} acknowledged, ${lost} lost, back within ${duration(slowestMs)}`,
        ],
      ]),
    );
    return lost === 0 ? 0 : 1;
  } finally {
    await stack.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

process.exit(await main());
