import { ticketsEvents } from '@gridlink/contracts';
import { createInbox, createNatsBus, type EventHandler } from '@gridlink/event-bus';
import type { Stack } from '@gridlink/stack';
import { type Collection, MongoClient } from 'mongodb';

/** What the consumer keeps of one ticket: the ids of its events in the order it applied them. */
type Entry = { readonly _id: string; readonly last: number; readonly events: readonly string[] };

/** A consumer like any service's: a durable, an inbox and a projection in a database of its own. */
export type Ledger = {
  readonly durable: string;
  all(): Promise<Entry[]>;
  /** How often a handler was called again for an event it had applied: allowed, and counted. */
  repeats(): number;
  /** What went wrong on the way, for the operator; each is tried again. */
  problems(): number;
  close(): Promise<void>;
};

const DURABLE = 'drill-ledger';

/** Applies an event once, however often it is called: the guard is the sequence that the entry stands at. */
async function apply(
  entries: Collection<Entry>,
  { subject, sequence, id }: Parameters<EventHandler>[0],
): Promise<boolean> {
  if (sequence === 1) {
    const first = { last: 1, events: [id] };
    return (await entries.updateOne({ _id: subject }, { $setOnInsert: first }, { upsert: true })).upsertedCount === 1;
  }
  const { matchedCount } = await entries.updateOne(
    { _id: subject, last: sequence - 1 },
    { $set: { last: sequence }, $push: { events: id } },
  );
  if (matchedCount === 1) return true;
  const entry = await entries.findOne({ _id: subject });
  if (!entry || entry.last < sequence) throw new Error(`${subject}: event ${sequence} after ${entry?.last ?? 0}`);
  return false;
}

/** Opens the consumer; it goes on through restarts of broker and database until it is closed. */
export async function openLedger({ endpoints }: Stack): Promise<Ledger> {
  const { mongodb, nats, eventPrefix, databasePrefix } = endpoints;
  let problems = 0;
  let repeats = 0;
  const onProblem = (): void => {
    problems += 1;
  };
  const client = await MongoClient.connect(mongodb.uri, { w: 'majority', serverSelectionTimeoutMS: 2_000 });
  const db = client.db(`${databasePrefix}_drill`);
  const entries = db.collection<Entry>('entries');
  const bus = await createNatsBus({
    url: nats.url,
    credentials: nats.credentials,
    prefix: eventPrefix,
    name: DURABLE,
    onProblem,
  });
  const handler: EventHandler = async (event) => {
    if (!(await apply(entries, event))) repeats += 1;
  };
  const inbox = createInbox({ db, bus, onProblem, backoffMs: () => 500 });
  const handlers = Object.fromEntries(ticketsEvents.map(({ type }) => [type, handler]));
  const consumer = await inbox.consume({ name: DURABLE, domain: 'tickets', noun: 'ticket', handlers });
  return {
    durable: DURABLE,
    all: () => entries.find().toArray(),
    repeats: () => repeats,
    problems: () => problems,
    async close() {
      await consumer.stop();
      await bus.close();
      await client.close();
    },
  };
}
