import { accountRevoked, eventEnvelopeSchema, eventTypeParts } from '@gridlink/contracts';
import { connectNats, streamName } from '@gridlink/event-bus';
import type { Logger } from '@gridlink/subgraph-kit';
import { DeliverPolicy, Events, type NatsConnection } from 'nats';
import type { RevocationList } from './revocation-list.ts';

export type RevocationFeedOptions = {
  readonly url: string;
  readonly credentials?: string | undefined;
  readonly prefix: string;
  readonly tokenMaxAgeSeconds: number;
  readonly list: RevocationList;
  readonly log: Logger;
};

export type RevocationFeed = { isConnected(): boolean; stop(): Promise<void> };

const CATCH_UP_BATCH = 500;
const CATCH_UP_WAIT_MS = 1_000;
const { domain, noun, verb } = eventTypeParts(accountRevoked.type);

/**
 * Fills the revocation list from the broker. Every replica needs every revocation, so there is no durable: a plain subscription
 * hears them as they are published, and the stream is read back over a token's lifetime at the start and after every break.
 * Does not wait for the broker: a gateway without it still answers, and tokens end by themselves within minutes.
 */
export function startRevocationFeed(options: RevocationFeedOptions): RevocationFeed {
  const { log } = options;
  let connection: NatsConnection | undefined;
  let connected = false;
  let stopped = false;

  const run = async (): Promise<void> => {
    const opened = await connectNats({ url: options.url, credentials: options.credentials, name: 'gateway' });
    if (stopped) return opened.close();
    connection = opened;
    connected = true;
    const subscription = opened.subscribe(`${options.prefix}.*.${domain}.${noun}.${verb}`);
    void listen(subscription, options);
    await catchUp(opened, options);
    for await (const status of opened.status()) {
      if (status.type === Events.Disconnect) connected = false;
      if (status.type !== Events.Reconnect) continue;
      connected = true;
      await catchUp(opened, options);
    }
  };
  void run().catch((error: unknown) => log.error({ error }, 'revocations cannot be heard'));

  return {
    isConnected: () => connected,
    async stop() {
      stopped = true;
      await connection?.close();
    },
  };
}

type Message = { readonly data: Uint8Array };

function take({ data }: Message, { list, log }: RevocationFeedOptions): void {
  try {
    const event = eventEnvelopeSchema.parse(JSON.parse(Buffer.from(data).toString('utf8')));
    const { accountId, session, before } = accountRevoked.data.parse(event.data) as RevokedData;
    list.revoke({ accountId, session, before: new Date(before) }, new Date());
    log.info({ accountId, session, event: event.id }, 'tokens revoked');
  } catch (error) {
    log.error({ error }, 'a revocation cannot be read');
  }
}

type RevokedData = { readonly accountId: string; readonly session?: string; readonly before: string };

async function listen(messages: AsyncIterable<Message>, options: RevocationFeedOptions): Promise<void> {
  for await (const message of messages) take(message, options);
}

/** Reads what was published while nobody listened. The stream is personnel's: before its first start there is none. */
async function catchUp(connection: NatsConnection, options: RevocationFeedOptions): Promise<void> {
  const since = new Date(Date.now() - options.tokenMaxAgeSeconds * 1000).toISOString();
  try {
    const stream = streamName(options.prefix, domain);
    const consumer = await connection.jetstream().consumers.get(stream, {
      filterSubjects: `${options.prefix}.*.${domain}.${noun}.${verb}`,
      deliver_policy: DeliverPolicy.StartTime,
      opt_start_time: since,
    });
    for (;;) {
      const batch = await consumer.fetch({ max_messages: CATCH_UP_BATCH, expires: CATCH_UP_WAIT_MS });
      let read = 0;
      for await (const message of batch) {
        take(message, options);
        read += 1;
        if (message.info.pending === 0) return void (await batch.close());
      }
      if (read === 0) return;
    }
  } catch (error) {
    options.log.warn({ reason: String(error) }, 'earlier revocations were not read');
  }
}
