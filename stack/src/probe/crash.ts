import { type Collection, MongoClient } from 'mongodb';
import { pause } from '../processes/deadline.ts';
import type { SupervisedProcess } from '../processes/process-spec.ts';
import { seededRandom } from './random.ts';

type Entry = { _id: string; areas: string[]; at: number; twin: number };
type Counter = { _id: string; version: number };

/** What a database that was killed under load has to answer for. */
export type CrashReport = {
  readonly kills: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly halfWritten: number;
  /** Counters whose stored version is behind the acknowledged one. */
  readonly wentBack: number;
  readonly indexesDisagree: number;
  /** From the kill to the next accepted write, the slowest of all. */
  readonly slowestReturnMs: number;
};

const WRITERS = 16;

class Journal {
  readonly entries: string[] = [];
  readonly versions = new Map<string, number>();

  get acknowledged(): number {
    return this.entries.length + [...this.versions.values()].reduce((sum, version) => sum + version, 0);
  }
}

async function writeUntilRefused(uri: string, writer: number, round: number, journal: Journal): Promise<void> {
  // No retries: an acknowledgement has to mean what it says by itself.
  const client = new MongoClient(uri, { retryWrites: false, serverSelectionTimeoutMS: 2_000, maxPoolSize: 2 });
  const db = client.db('crash');
  const counterId = `counter ${writer}`;
  try {
    for (let turn = 0; ; turn += 1) {
      const _id = `${round}.${writer}.${turn}`;
      await db.collection<Entry>('entries').insertOne({ _id, areas: ['41', `w${writer}`], at: turn, twin: turn });
      journal.entries.push(_id);
      const version = journal.versions.get(counterId) ?? 0;
      const { modifiedCount } = await db
        .collection<Counter>('counters')
        .updateOne({ _id: counterId, version }, { $inc: { version: 1 } });
      if (modifiedCount === 1) journal.versions.set(counterId, version + 1);
    }
  } catch {
    // The server was killed; what it had acknowledged until then is in the journal.
  } finally {
    await client.close();
  }
}

async function idsByIndex(entries: Collection<Entry>): Promise<Set<string>> {
  const found = await entries
    .find({ areas: '41' }, { projection: { _id: 1 } })
    .hint({ areas: 1, at: 1 })
    .toArray();
  return new Set(found.map(({ _id }) => _id));
}

async function examine(uri: string, journal: Journal, kills: number): Promise<Omit<CrashReport, 'slowestReturnMs'>> {
  const client = new MongoClient(uri);
  try {
    const entries = client.db('crash').collection<Entry>('entries');
    const stored = await entries.find().toArray();
    const byScan = new Set(stored.map(({ _id }) => _id));
    const byIndex = await idsByIndex(entries);
    const counters = await client.db('crash').collection<Counter>('counters').find().toArray();
    return {
      kills,
      acknowledged: journal.acknowledged,
      lost: journal.entries.filter((id) => !byScan.has(id)).length,
      halfWritten: stored.filter((entry) => entry.at !== entry.twin || entry.areas.length !== 2).length,
      wentBack: counters.filter(({ _id, version }) => version < (journal.versions.get(_id) ?? 0)).length,
      indexesDisagree:
        [...byScan].filter((id) => !byIndex.has(id)).length + [...byIndex].filter((id) => !byScan.has(id)).length,
    };
  } finally {
    await client.close();
  }
}

/** The counters' true versions after a crash: an unacknowledged increment may have been stored. */
async function catchUp(uri: string, journal: Journal): Promise<number> {
  const client = new MongoClient(uri);
  try {
    const counters = await client.db('crash').collection<Counter>('counters').find().toArray();
    const wentBack = counters.filter(({ _id, version }) => version < (journal.versions.get(_id) ?? 0)).length;
    for (const { _id, version } of counters) journal.versions.set(_id, version);
    return wentBack;
  } finally {
    await client.close();
  }
}

async function prepare(uri: string): Promise<void> {
  const client = new MongoClient(uri);
  await client.db('crash').collection<Entry>('entries').createIndex({ areas: 1, at: 1 });
  await client
    .db('crash')
    .collection<Counter>('counters')
    .insertMany(Array.from({ length: WRITERS }, (_, writer) => ({ _id: `counter ${writer}`, version: 0 })));
  await client.close();
}

/** Kills the server under load again and again, and counts what it had promised and does not have. */
export async function crashUnderLoad(
  server: SupervisedProcess,
  uri: string,
  limits: { readonly kills: number; readonly seed: number },
): Promise<CrashReport> {
  const random = seededRandom(limits.seed);
  const journal = new Journal();
  let wentBack = 0;
  let slowestReturnMs = 0;
  await prepare(uri);
  for (let round = 0; round < limits.kills; round += 1) {
    const writers = Array.from({ length: WRITERS }, (_, writer) => writeUntilRefused(uri, writer, round, journal));
    await pause(700 + random.below(1_300));
    await server.kill();
    const killedAt = Date.now();
    await Promise.all(writers);
    await server.untilReady();
    slowestReturnMs = Math.max(slowestReturnMs, Date.now() - killedAt);
    wentBack += await catchUp(uri, journal);
  }
  const report = await examine(uri, journal, limits.kills);
  return { ...report, wentBack: report.wentBack + wentBack, slowestReturnMs };
}
