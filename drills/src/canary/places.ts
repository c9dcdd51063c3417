import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { connectNats } from '@gridlink/event-bus';
import type { Stack } from '@gridlink/stack';
import type { Text } from './sightings.ts';

/** Every line of every process's log: ours, the database's and the broker's. */
export function logLines({ endpoints }: Stack): Text[] {
  const folder = dirname(endpoints.members.gateway?.log ?? '');
  return readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .map((text) => ({ place: `log ${file}`, text })),
  );
}

/** Every message of every stream, the departments' feeds among them. */
export async function streamMessages({ endpoints }: Stack): Promise<Text[]> {
  const { url, credentials } = endpoints.nats;
  const connection = await connectNats({ url, credentials, name: 'drill' });
  const texts: Text[] = [];
  try {
    const manager = await connection.jetstreamManager();
    for await (const { config, state } of manager.streams.list()) {
      if (state.messages === 0) continue;
      const consumer = await connection.jetstream().consumers.get(config.name);
      const messages = await consumer.fetch({ max_messages: state.messages, expires: 5_000 });
      for await (const message of messages) {
        texts.push({ place: `stream ${config.name}`, text: `${message.subject} ${message.string()}` });
        if (message.info.pending === 0) break;
      }
    }
  } finally {
    await connection.close();
  }
  return texts;
}

/** What operators' pages show. */
export async function operatorPages({ endpoints }: Stack): Promise<Text[]> {
  const pages = Object.values(endpoints.members).flatMap(({ admin, url }) => [
    ...['metrics', 'ready', 'health'].map((page) => `${admin}/${page}`),
    `${url}/health`,
  ]);
  return Promise.all(
    pages.map(async (page) => ({ place: `page ${new URL(page).pathname}`, text: await (await fetch(page)).text() })),
  );
}
