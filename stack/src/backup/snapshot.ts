import type { ClientSession, MongoClient } from 'mongodb';
import { BackupError } from './backup-error.ts';

/** Reads with this session see every database as it was at one moment, however long the reading takes. */
export type Snapshot = { readonly session: ClientSession; close(): Promise<void> };

type Marker = { readonly _id: string; readonly turn: number };

const MARKER = 'snapshot';
const MAJORITY = { writeConcern: { w: 'majority' } } as const;

/** A mongod of 5.0 or newer keeps a snapshot for `minSnapshotHistoryWindowInSeconds` (300 by itself), without a transaction. */
const snapshotSession = (client: MongoClient): ClientSession => client.startSession({ snapshot: true });

/** The embedded server takes a snapshot session without a word and shows what is new; in a transaction it stands still. */
function readingTransaction(client: MongoClient): ClientSession {
  const session = client.startSession();
  session.startTransaction({ readConcern: { level: 'snapshot' } });
  return session;
}

async function end(session: ClientSession): Promise<void> {
  if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
  await session.endSession();
}

/** Whether the session goes on seeing what it saw first; the marker lies apart from all data. */
async function standsStill(client: MongoClient, session: ClientSession, scratch: string): Promise<boolean> {
  const markers = client.db(scratch).collection<Marker>('markers');
  const write = (turn: number): Promise<unknown> =>
    markers.updateOne({ _id: MARKER }, { $set: { turn } }, { upsert: true, ...MAJORITY });
  const turn = Date.now();
  await write(turn);
  try {
    const first = await markers.findOne({ _id: MARKER }, { session });
    await write(turn + 1);
    const second = await markers.findOne({ _id: MARKER }, { session });
    return first?.turn === turn && second?.turn === turn;
  } catch {
    // A server that knows no snapshots may say so as well.
    return false;
  }
}

/**
 * Opens a snapshot over all databases, by whichever way this server really has.
 * @param scratch database for the marker that it is tried with
 * @throws BackupError when neither stands still: a copy of moving data would not fit together.
 */
export async function openSnapshot(client: MongoClient, scratch: string): Promise<Snapshot> {
  for (const open of [snapshotSession, readingTransaction]) {
    const session = open(client);
    if (await standsStill(client, session, scratch)) return { session, close: () => end(session) };
    await end(session);
  }
  throw new BackupError('this database gives no snapshot: take the backup with mongodump --oplog (docs/operations.md)');
}
