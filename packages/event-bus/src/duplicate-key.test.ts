import { type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoBulkWriteError } from 'mongodb';
import { isDuplicateKey, isOnlyDuplicates, passOverDuplicates, unlessTaken } from './duplicate-key.ts';

/** The error a bulk insert ends with; the driver's own constructor wants its internals. */
const bulkError = (codes: readonly number[]): MongoBulkWriteError =>
  Object.assign(Object.create(MongoBulkWriteError.prototype) as MongoBulkWriteError, {
    code: codes[0],
    writeErrors: codes.map((code) => ({ code })),
  });

describe('an insert of many that failed', () => {
  it.each([
    ['is harmless when all failed as duplicates', [11000, 11000], true],
    ['is not harmless when one failed otherwise', [11000, 112], false],
    ['is not harmless when the connection was lost', [], false],
  ])('%s', (_what, codes, expected) => {
    expect(isOnlyDuplicates(bulkError(codes))).toBe(expected);
  });

  it.each([new Error('no'), null, undefined, 'no'])('is not harmless for any other reason: %s', (error) => {
    expect([isOnlyDuplicates(error), isDuplicateKey(error)]).toEqual([false, false]);
  });
});

describe('a key that is taken', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase('duplicates');
    await database.db.collection('things').createIndex({ number: 1 }, { unique: true });
  });
  afterAll(() => database.close());

  const things = () => database.db.collection<{ _id: string; number: number }>('things');

  it('is told apart from a write that went in, by id and by unique index', async () => {
    const insert = (_id: string, number: number): Promise<boolean> => unlessTaken(things().insertOne({ _id, number }));
    expect([await insert('a', 1), await insert('a', 2), await insert('b', 1), await insert('b', 2)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it('is passed over, of one write and of many, and what is new goes in', async () => {
    await things().insertOne({ _id: 'a', number: 9 }).catch(passOverDuplicates);
    const many = [
      { _id: 'a', number: 8 },
      { _id: 'c', number: 3 },
    ];
    await things().insertMany(many, { ordered: false }).catch(passOverDuplicates);
    expect((await things().find({}).sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual(['a', 'b', 'c']);
  });

  it('is no excuse for another failure', async () => {
    const broken = Promise.reject(new Error('away'));
    await expect(unlessTaken(broken)).rejects.toThrow('away');
    expect(() => passOverDuplicates(new Error('away'))).toThrow('away');
  });
});
