import type { EventEnvelope } from '@gridlink/contracts';
import type { Stack } from '@gridlink/stack';
import { MongoClient } from 'mongodb';

/** The events of one ticket as its owner's database holds them, in their order. */
export type StoredEvents = { readonly code: string; readonly events: readonly string[]; readonly pending: number };

type Logged = { readonly event: EventEnvelope };
type Outbox = { readonly code: string; readonly outbox: readonly EventEnvelope[] };

function inOrder(events: readonly EventEnvelope[]): string[] {
  const byId = new Map(events.map((event) => [event.id, event.sequence]));
  return [...byId].toSorted(([, a], [, b]) => a - b).map(([id]) => id);
}

/** Reads log and outboxes of the tickets service; an event may be in both for a moment. */
export async function readStoredEvents({ endpoints }: Stack): Promise<StoredEvents[]> {
  const client = await MongoClient.connect(endpoints.mongodb.uri);
  try {
    const db = client.db(`${endpoints.databasePrefix}_tickets`);
    const logged = await db
      .collection<Logged>('event_log')
      .find({ 'event.type': /^gridlink\.tickets\.ticket\./ })
      .toArray();
    const tickets = await db
      .collection<Outbox>('tickets')
      .find({}, { projection: { code: 1, outbox: 1 } })
      .toArray();
    const byCode = Map.groupBy(
      logged.map(({ event }) => event),
      ({ subject }) => subject,
    );
    return tickets.map(({ code, outbox }) => ({
      code,
      events: inOrder([...(byCode.get(code) ?? []), ...outbox]),
      pending: outbox.length,
    }));
  } finally {
    await client.close();
  }
}
