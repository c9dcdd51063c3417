import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { connectNats, streamName } from '@gridlink/event-bus';
import type { Stack } from '@gridlink/stack';

/** Removes everything the stopped broker has stored. */
export function wipeStore({ endpoints }: Stack): void {
  const { folder } = endpoints.nats;
  if (folder === undefined) throw new Error('the broker is not the stack’s own');
  rmSync(join(folder, 'jetstream'), { recursive: true });
}

/** Deletes a reader's durable, as an operator might by mistake. @throws NatsError when there is none of that name */
export async function deleteDurable(
  { endpoints }: Stack,
  { domain, durable }: { readonly domain: string; readonly durable: string },
): Promise<void> {
  const { nats, eventPrefix } = endpoints;
  const connection = await connectNats({ url: nats.url, credentials: nats.credentials, name: 'drill' });
  try {
    const manager = await connection.jetstreamManager();
    await manager.consumers.delete(streamName(eventPrefix, domain), durable);
  } finally {
    await connection.close();
  }
}
