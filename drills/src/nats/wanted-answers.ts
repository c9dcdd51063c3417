import { connect, credsAuthenticator } from 'nats';
import type { Inventory } from './inventory.ts';

/** Requests that are dangerous with an empty body, which is what an empty pull is answered with. */
function dangerous({ streams }: Inventory): string[] {
  return streams.flatMap(({ name, consumers }) => [
    `$JS.API.STREAM.DELETE.${name}`,
    `$JS.API.STREAM.PURGE.${name}`,
    ...consumers.map((consumer) => `$JS.API.CONSUMER.DELETE.${name}.${consumer}`),
  ]);
}

export type Asker = {
  readonly creds: Uint8Array;
  readonly inboxPrefix: string;
  /** Requests that the holder may make, with what goes in them. */
  readonly requests: ReadonlyArray<{ readonly subject: string; readonly payload: string }>;
};

/**
 * JetStream answers wherever it is asked to, with the power of the account. So every request that a holder may make is made with the
 * answer wanted at every place that it may not speak to. @returns how many were made
 */
export async function wantAnswersElsewhere(url: string, { creds, inboxPrefix, requests }: Asker, inventory: Inventory) {
  const connection = await connect({
    servers: url,
    authenticator: credsAuthenticator(creds),
    inboxPrefix,
    reconnect: false,
  });
  let made = 0;
  for (const reply of dangerous(inventory)) {
    for (const { subject, payload } of requests) {
      connection.publish(subject, payload, { reply });
      made += 1;
    }
  }
  await connection.flush();
  await connection.close();
  return made;
}
