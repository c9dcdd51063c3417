import { randomUUID } from 'node:crypto';
import type { Stack } from '@gridlink/stack';
import { type Collection, type Document, MongoClient } from 'mongodb';

type Ticket = Document & { _id: string; code: string };

/** Inserts copies of a stored ticket with nothing around: what the database can do at most. */
export type RawInserts = {
  /** The size of the document, bytes of its JSON text. */
  readonly bytes: number;
  readonly indexes: number;
  /** With the indexes that the tickets have. */
  insertIndexed(): Promise<unknown>;
  /** With no index but that of `_id`. */
  insertBare(): Promise<unknown>;
  close(): Promise<void>;
};

/** A reported ticket as its command wrote it: with the event that went out since. */
async function writtenTicket(client: MongoClient, database: string): Promise<Ticket> {
  const db = client.db(database);
  const ticket = await db.collection<Ticket>('tickets').findOne({}, { sort: { _id: 1 } });
  if (!ticket) throw new Error('no ticket is stored yet');
  const logged = await db.collection('event_log').findOne({ 'event.subject': ticket.code });
  return { ...ticket, outbox: logged ? [logged.event] : [], pendingSince: new Date() };
}

/** Fields that unique indexes are on get values of their own; everything else is copied. */
function copyOf(ticket: Ticket, uniqueFields: readonly string[]): Ticket {
  const id = randomUUID();
  const own = uniqueFields.filter((field) => typeof ticket[field] === 'string').map((field) => [field, id]);
  return { ...ticket, ...Object.fromEntries(own), _id: id } as Ticket;
}

type IndexRow = { readonly key: Record<string, 1 | -1>; readonly name: string; readonly unique?: boolean; v?: number };

async function copyIndexes(from: Collection<Ticket>, to: Collection<Ticket>): Promise<IndexRow[]> {
  const all = (await from.indexes()) as IndexRow[];
  const indexes = all.filter(({ name }) => name !== '_id_');
  await to.createIndexes(indexes.map(({ v: _version, ...index }) => index));
  return indexes;
}

/** Opens the same database the tickets are in, with the same write concern, and two collections beside them. */
export async function openRawInserts({ endpoints }: Stack, clients: number): Promise<RawInserts> {
  const client = await MongoClient.connect(endpoints.mongodb.uri, { w: 'majority', maxPoolSize: Math.max(1, clients) });
  const database = `${endpoints.databasePrefix}_tickets`;
  const ticket = await writtenTicket(client, database);
  const db = client.db(database);
  const indexed = db.collection<Ticket>('bench_indexed');
  const bare = db.collection<Ticket>('bench_bare');
  const indexes = await copyIndexes(db.collection<Ticket>('tickets'), indexed);
  const uniqueFields = indexes.filter(({ unique }) => unique).flatMap(({ key }) => Object.keys(key));
  return {
    bytes: JSON.stringify(ticket).length,
    indexes: indexes.length,
    insertIndexed: () => indexed.insertOne(copyOf(ticket, uniqueFields)),
    insertBare: () => bare.insertOne(copyOf(ticket, uniqueFields)),
    close: () => client.close(),
  };
}
