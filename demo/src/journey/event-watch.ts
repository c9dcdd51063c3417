import { readFile } from 'node:fs/promises';
import { connect, credsAuthenticator } from 'nats';
import { z } from 'zod';
import type { Endpoints } from '../endpoints.ts';

const seenSchema = z.looseObject({
  type: z.string(),
  subject: z.string(),
  sequence: z.number(),
  jurisdiction: z.string(),
});
export type SeenEvent = { readonly natsSubject: string; readonly type: string; readonly sequence: number };

export type EventWatch = { of(ticket: string): readonly SeenEvent[]; close(): Promise<void> };

/** Listens to every ticket event while the journey runs, as an operator could with the services' own credentials. */
export async function watchTicketEvents({ nats, eventPrefix }: Endpoints): Promise<EventWatch> {
  const connection = await connect({
    servers: nats.url,
    ...(nats.credentials ? { authenticator: credsAuthenticator(await readFile(nats.credentials)) } : {}),
  });
  const seen: (SeenEvent & { readonly ticket: string })[] = [];
  const subscription = connection.subscribe(`${eventPrefix}.*.tickets.ticket.*`);
  void (async () => {
    for await (const message of subscription) {
      const event = seenSchema.parse(message.json());
      seen.push({ natsSubject: message.subject, type: event.type, sequence: event.sequence, ticket: event.subject });
    }
  })();
  await connection.flush();
  return {
    of: (ticket) => seen.filter((event) => event.ticket === ticket).sort((a, b) => a.sequence - b.sequence),
    close: () => connection.drain(),
  };
}
