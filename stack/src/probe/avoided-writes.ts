import type { Collection, CreateIndexesOptions } from 'mongodb';
import { type Check, type ProbeSubject, retryDuplicate, valueTaken } from './check.ts';

type Serial = { _id: string; last: number };
type Holder = { _id: number; place?: string; key?: string | string[] };

const CALLERS = 40;
const ROUNDS = 6;

/** One more for everybody at once; what each was answered, null where the answer held no document. */
const countUp = (serials: Collection<Serial>, returnDocument: 'before' | 'after') =>
  Promise.all(
    Array.from({ length: CALLERS }, () =>
      retryDuplicate(() =>
        serials.findOneAndUpdate({ _id: 'serial' }, { $inc: { last: 1 } }, { upsert: true, returnDocument }),
      ).then((serial) => serial?.last ?? null),
    ),
  );

async function firstOfMany({ db }: ProbeSubject): Promise<void> {
  const serials = db.collection<Serial>('serials');
  let unanswered = 0;
  let repeated = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const answers = await countUp(serials, 'after');
    await serials.deleteOne({ _id: 'serial' });
    const numbers = answers.filter((answer) => answer !== null);
    unanswered += answers.length - numbers.length;
    repeated += numbers.length - new Set(numbers).size;
  }
  if (unanswered + repeated === 0) return;
  throw new Error(
    `of ${ROUNDS} × ${CALLERS} callers ${unanswered} are answered null, ${repeated} a number given before`,
  );
}

async function stateBefore({ db }: ProbeSubject): Promise<void> {
  const serials = db.collection<Serial>('serials');
  await serials.insertOne({ _id: 'serial', last: 0 });
  const different = new Set(await countUp(serials, 'before')).size;
  if (different !== CALLERS) throw new Error(`${CALLERS} callers see ${different} different states`);
}

type UniqueIndex = {
  readonly kind: string;
  readonly key: Readonly<Record<string, 1>>;
  readonly options?: CreateIndexesOptions;
  readonly former: Omit<Holder, '_id'>;
  readonly next: Omit<Holder, '_id'>;
};

const SINGLE: UniqueIndex = { kind: 'single', key: { key: 1 }, former: { key: 'a' }, next: { key: 'b' } };
const UNIQUE_INDEXES: readonly UniqueIndex[] = [
  SINGLE,
  { ...SINGLE, kind: 'sparse', options: { sparse: true } },
  { ...SINGLE, kind: 'multikey', former: { key: ['a'] }, next: { key: ['b', 'c'] } },
  {
    kind: 'compound',
    key: { place: 1, key: 1 },
    former: { place: 'here', key: 'a' },
    next: { place: 'here', key: 'b' },
  },
];

type Change = (holders: Collection<Holder>, next: Omit<Holder, '_id'>) => Promise<unknown>;

const CHANGES: Readonly<Record<string, Change>> = {
  $set: (holders, next) => holders.updateOne({ _id: 1 }, { $set: next }),
  $unset: (holders) => holders.updateOne({ _id: 1 }, { $unset: { key: '' } }),
  replaceOne: (holders, next) => holders.replaceOne({ _id: 1 }, next),
};

/** A value is held from an insert on, given up by the change, and asked for by another document. True if it is refused. */
async function staysTaken({ db }: ProbeSubject, index: UniqueIndex, change: Change): Promise<boolean> {
  const holders = db.collection<Holder>('holders');
  await holders.createIndex(index.key, { ...index.options, unique: true });
  await holders.insertOne({ _id: 1, ...index.former });
  await change(holders, index.next);
  const taken = await valueTaken(holders.insertOne({ _id: 2, ...index.former }));
  await holders.drop();
  return taken;
}

async function freedByUpdate(subject: ProbeSubject): Promise<void> {
  const taken: (readonly [kind: string, change: string])[] = [];
  for (const index of UNIQUE_INDEXES) {
    for (const [name, change] of Object.entries(CHANGES)) {
      if (await staysTaken(subject, index, change)) taken.push([index.kind, name]);
    }
  }
  if (taken.length === 0) return;
  const [kinds, changes] = [0, 1].map((part) => [...new Set(taken.map((pair) => pair[part]))].join(', '));
  const cases = UNIQUE_INDEXES.length * Object.keys(CHANGES).length;
  throw new Error(`${taken.length} of ${cases} stay taken: ${kinds}; by ${changes}`);
}

/** The value given up, and then what should free it in any case. */
const freedBy =
  (release: (holders: Collection<Holder>) => Promise<unknown>): Check['run'] =>
  async (subject) => {
    const taken = await staysTaken(subject, SINGLE, async (holders, next) => {
      await holders.updateOne({ _id: 1 }, { $set: next });
      await release(holders);
    });
    if (taken) throw new Error('stays taken');
  };

/** Writes of which the embedded server answers or keeps something wrong without an error. */
export const avoidedWrites: readonly Check[] = [
  { name: "findOneAndUpdate upsert, 'after': many at once make the document, each sees its own", run: firstOfMany },
  { name: "findOneAndUpdate 'before': many at once, each sees what it changed", run: stateBefore },
  { name: 'an update frees the unique value a document was inserted with', run: freedByUpdate },
  { name: 'deleting frees it after such an update', run: freedBy((holders) => holders.deleteOne({ _id: 1 })) },
  {
    name: 'dropping the index by its name and making it again frees it',
    run: freedBy(async (holders) => {
      await holders.dropIndex('key_1');
      await holders.createIndex({ key: 1 }, { unique: true });
    }),
  },
  {
    name: 'dropping all indexes and making it again frees it',
    run: freedBy(async (holders) => {
      await holders.dropIndexes();
      await holders.createIndex({ key: 1 }, { unique: true });
    }),
  },
];
