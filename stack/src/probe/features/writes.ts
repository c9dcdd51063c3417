import { GridFSBucket, type WithId } from 'mongodb';
import { type Check, expectEqual, type ProbeSubject } from '../check.ts';

type Ticket = { version: number; winner?: number; timeline: { kind: string; at: number }[]; open?: number };

/** Sixteen racers want the same version; the rule of the whole project is that one gets it. */
async function raceForOneVersion({ db }: ProbeSubject): Promise<string> {
  const tickets = db.collection<Ticket>('tickets');
  const { insertedId } = await tickets.insertOne({ version: 0, timeline: [] });
  const rounds = 25;
  for (let version = 0; version < rounds; version += 1) {
    const attempts = Array.from({ length: 16 }, (_, racer) =>
      tickets.updateOne(
        { _id: insertedId, version },
        { $set: { winner: racer }, $inc: { version: 1 }, $push: { timeline: { kind: 'won', at: version } } },
      ),
    );
    const won = (await Promise.all(attempts)).filter((result) => result.modifiedCount === 1);
    expectEqual(won.length, 1, `winners of version ${version}`);
  }
  const ticket = (await tickets.findOne({ _id: insertedId })) as WithId<Ticket>;
  expectEqual([ticket.version, ticket.timeline.length], [rounds, rounds], 'version and timeline');
  return `${rounds} × 16 racers`;
}

type Pushed = { _id: number; version: number; outbox: string[]; isMarked: boolean };

/** What an update for many takes out of documents, while others write to them: only what it names, and only of the version it names. */
async function manyBesideWriters({ db }: ProbeSubject): Promise<string> {
  const rows = db.collection<Pushed>('pushed');
  const ids = Array.from({ length: 40 }, (_, _id) => _id);
  await rows.insertMany(ids.map((_id) => ({ _id, version: 0, outbox: ['old'], isMarked: true })));
  const rounds = 20;
  for (let version = 0; version < rounds; version += 1) {
    const taken = version === 0 ? 'old' : `new ${version - 1}`;
    await Promise.all([
      rows.updateMany({ _id: { $in: ids } }, [
        { $set: { outbox: { $filter: { input: '$outbox', cond: { $ne: ['$$this', taken] } } } } },
      ]),
      rows.updateMany({ _id: { $in: ids }, version }, { $set: { isMarked: false } }),
      ...ids.map((_id) =>
        rows.updateOne(
          { _id, version },
          { $inc: { version: 1 }, $push: { outbox: `new ${version}` }, $set: { isMarked: true } },
        ),
      ),
    ]);
    const kept = { version: version + 1, isMarked: true, outbox: [`new ${version}`] };
    expectEqual(
      await rows.countDocuments(kept),
      ids.length,
      `documents that kept what was written in round ${version}`,
    );
  }
  return `${rounds} × ${ids.length} documents`;
}

async function insertOnlyIfNew({ db }: ProbeSubject): Promise<void> {
  const inbox = db.collection<{ _id: string; seen: number }>('inbox');
  const upsert = () => inbox.updateOne({ _id: 'event' }, { $setOnInsert: { seen: 1 } }, { upsert: true });
  const counts = (await Promise.all(Array.from({ length: 8 }, () => upsert().catch(() => ({ upsertedCount: 0 }))))).map(
    (r) => r.upsertedCount,
  );
  expectEqual(
    counts.reduce((sum, count) => sum + count, 0),
    1,
    'upserted',
  );
}

async function bulkWithOneBadRow({ db }: ProbeSubject): Promise<void> {
  const rows = db.collection<{ _id: number }>('rows');
  const failure = await rows.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 2 }, { _id: 3 }], { ordered: false }).then(
    () => undefined,
    (error: { writeErrors?: { index: number }[] }) => error,
  );
  expectEqual(
    [await rows.countDocuments(), [failure?.writeErrors].flat().map((error) => error?.index)],
    [3, [2]],
    'rows and bad index',
  );
  const result = await rows.bulkWrite([
    { updateOne: { filter: { _id: 1 }, update: { $set: { a: 1 } } } },
    { deleteOne: { filter: { _id: 2 } } },
    { insertOne: { document: { _id: 4 } } },
  ]);
  expectEqual([result.modifiedCount, result.deletedCount, result.insertedCount], [1, 1, 1], 'bulkWrite');
}

async function transactions({ client, db }: ProbeSubject): Promise<void> {
  const ledger = db.collection<{ _id: string; n: number }>('ledger');
  await ledger.insertMany([
    { _id: 'a', n: 0 },
    { _id: 'b', n: 0 },
  ]);
  const both = (session: ReturnType<typeof client.startSession>) =>
    ledger.updateMany({}, { $inc: { n: 1 } }, { session });
  await client.withSession((session) => session.withTransaction(() => both(session)));
  await client.withSession(async (session) => {
    session.startTransaction();
    await both(session);
    await session.abortTransaction();
  });
  expectEqual(
    (await ledger.find().sort({ _id: 1 }).toArray()).map(({ n }) => n),
    [1, 1],
    'after commit and abort',
  );
}

async function changeStream({ db }: ProbeSubject): Promise<void> {
  const tickets = db.collection<{ _id: string; stage?: string }>('tickets');
  await tickets.insertOne({ _id: 'before' });
  const stream = tickets.watch([], { fullDocument: 'updateLookup', maxAwaitTimeMS: 200 });
  try {
    // The first look opens the cursor; what comes after it must be seen.
    await stream.tryNext();
    await tickets.updateOne({ _id: 'before' }, { $set: { stage: 'CLOSED' } });
    const event = await stream.next();
    expectEqual(event.operationType === 'update' ? event.fullDocument : event, { _id: 'before', stage: 'CLOSED' });
  } finally {
    await stream.close();
  }
}

async function gridFs({ db }: ProbeSubject): Promise<void> {
  const bucket = new GridFSBucket(db, { chunkSizeBytes: 64 * 1024 });
  const evidence = Buffer.alloc(300_000, 'photo');
  const upload = bucket.openUploadStream('evidence.jpg');
  await new Promise((resolve, reject) =>
    upload
      .on('error', reject)
      .on('finish', () => resolve(undefined))
      .end(evidence),
  );
  const chunks: Buffer[] = [];
  for await (const chunk of bucket.openDownloadStream(upload.id)) chunks.push(chunk as Buffer);
  expectEqual(Buffer.concat(chunks).equals(evidence), true, 'same bytes');
}

/** Everything commands, inboxes and imports write with. */
export const writeChecks: readonly Check[] = [
  { name: 'guarded update: one winner a version', run: raceForOneVersion },
  { name: 'updateMany beside writers: takes nothing they wrote', run: manyBesideWriters },
  { name: 'upsert race inserts once', run: insertOnlyIfNew },
  { name: 'bulk write: bad row named, good rows stored', run: bulkWithOneBadRow },
  {
    name: 'array filters and positional updates',
    run: async ({ db }) => {
      const tickets = db.collection<Ticket>('tickets');
      await tickets.insertOne({
        version: 0,
        timeline: [
          { kind: 'a', at: 1 },
          { kind: 'b', at: 2 },
        ],
      });
      await tickets.updateOne({}, { $set: { 'timeline.$[entry].at': 9 } }, { arrayFilters: [{ 'entry.kind': 'b' }] });
      await tickets.updateOne({ 'timeline.kind': 'a' }, { $set: { 'timeline.$.at': 8 } });
      expectEqual(
        (await tickets.findOne())?.timeline.map(({ at }) => at),
        [8, 9],
      );
    },
  },
  {
    name: 'update pipeline computes from the document',
    run: async ({ db }) => {
      const tickets = db.collection<Ticket>('tickets');
      await tickets.insertOne({
        version: 0,
        timeline: [
          { kind: 'a', at: 5 },
          { kind: 'b', at: 3 },
        ],
      });
      await tickets.updateOne({}, [
        { $set: { open: { $min: { $map: { input: '$timeline', as: 'entry', in: '$$entry.at' } } } } },
      ]);
      expectEqual((await tickets.findOne())?.open, 3);
    },
  },
  {
    name: 'findOneAndUpdate claims in the order asked',
    run: async ({ db }) => {
      const alarms = db.collection<{ _id: number; dueAt: number; lease?: string }>('alarms');
      await alarms.createIndex({ dueAt: 1 }, { sparse: true });
      await alarms.insertMany([
        { _id: 1, dueAt: 30 },
        { _id: 2, dueAt: 10 },
        { _id: 3, dueAt: 20 },
      ]);
      const claim = () =>
        alarms.findOneAndUpdate(
          { dueAt: { $lte: 25 }, lease: { $exists: false } },
          { $set: { lease: 'me' } },
          { sort: { dueAt: 1 } },
        );
      expectEqual([(await claim())?._id, (await claim())?._id, (await claim())?._id ?? null], [2, 3, null]);
    },
  },
  {
    name: "findOneAndUpdate 'after' on a document that exists: each of many sees its own write",
    run: async ({ db }) => {
      const counters = db.collection<{ _id: string; last: number }>('counters');
      await counters.insertOne({ _id: 'counter', last: 0 });
      const answers = await Promise.all(
        Array.from({ length: 80 }, () =>
          counters.findOneAndUpdate({ _id: 'counter' }, { $inc: { last: 1 } }, { returnDocument: 'after' }),
        ),
      );
      const numbers = answers.map((counter) => counter?.last ?? 0).sort((a, b) => a - b);
      expectEqual(
        numbers,
        numbers.map((_, index) => index + 1),
      );
    },
  },
  { name: 'transactions commit and abort', run: transactions },
  { name: 'change stream with the full document', run: changeStream },
  { name: 'GridFS gives back the same bytes', run: gridFs },
];
