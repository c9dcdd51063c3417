import { randomUUID } from 'node:crypto';
import { type EventEnvelope, eventEnvelopeSchema } from '@gridlink/contracts';
import {
  type AggregateDocument,
  createAggregateStore,
  createEventLog,
  createNatsBus,
  createPublisher,
} from '@gridlink/event-bus';
import type { Stack } from '@gridlink/stack';
import { MongoClient } from 'mongodb';
import { z } from 'zod';

/** Commits as the tickets service does: one guarded write with its event, which goes out right after it. */
export type Committer = {
  /** The event that every commit tells of another ticket. */
  readonly pattern: EventEnvelope;
  /** A new aggregate with one event. @returns the event's subject, once it is stored */
  commit(): Promise<string>;
  close(): Promise<void>;
};

const DISPATCHED = 'gridlink.tickets.ticket.dispatched.v1';
const dataSchema = z.looseObject({ ticket: z.looseObject({ id: z.string(), code: z.string() }) });

/** A real dispatch of the county, told as one to this organization. */
async function dispatchTo(client: MongoClient, stack: Stack, organization: string): Promise<EventEnvelope> {
  const db = client.db(`${stack.endpoints.databasePrefix}_tickets`);
  const logged = await db.collection('event_log').findOne({ 'event.type': DISPATCHED });
  if (!logged) throw new Error('no ticket was dispatched');
  const department = /"\d{12}-[A-Z_]+"/g;
  return eventEnvelopeSchema.parse(
    JSON.parse(JSON.stringify(logged.event).replaceAll(department, `"${organization}"`)),
  );
}

export async function openCommitter(stack: Stack, organization: string): Promise<Committer> {
  const { mongodb, nats, eventPrefix: prefix, databasePrefix } = stack.endpoints;
  const client = await MongoClient.connect(mongodb.uri, { writeConcern: { w: 'majority' } });
  const pattern = await dispatchTo(client, stack, organization);
  const { ticket } = dataSchema.parse(pattern.data);
  const db = client.db(`${databasePrefix}_bench`);
  const onProblem = (message: string, error: unknown): void => console.error(message, error);
  const bus = await createNatsBus({
    url: nats.url,
    credentials: nats.credentials,
    prefix,
    name: 'bench-feed',
    onProblem,
  });
  const publisher = createPublisher({ bus, log: createEventLog(db), onProblem });
  const store = createAggregateStore(db.collection<AggregateDocument>('aggregates'), publisher);
  return {
    pattern,
    async commit() {
      const code = randomUUID();
      const data = { ...pattern.data, ticket: { ...ticket, id: code, code } };
      const document = { _id: code, jurisdiction: pattern.jurisdiction, division: pattern.division };
      await store.insert(document, [{ type: DISPATCHED, data }], { subject: code, now: new Date() });
      return code;
    },
    async close() {
      await publisher.settled();
      await bus.close();
      await client.close();
    },
  };
}
