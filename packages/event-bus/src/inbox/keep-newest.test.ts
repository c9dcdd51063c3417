import { type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Collection } from 'mongodb';
import { keepNewest } from './keep-newest.ts';

type Kept = { readonly _id: string; readonly sequence: number; readonly name: string };

describe('[R3] what is kept of another service’s aggregates', () => {
  let database: TestDatabase;
  let kept: Collection<Kept>;
  beforeAll(async () => {
    database = await testDatabase('kept');
    kept = database.db.collection<Kept>('kept');
  });
  afterAll(() => database.close());

  const keep = (_id: string, sequence: number): Promise<boolean> =>
    keepNewest(kept, { _id, sequence, name: `as of ${sequence}` });
  const nameOf = async (_id: string): Promise<string | undefined> => (await kept.findOne({ _id }))?.name;

  it.each([
    ['in order', [1, 2, 3]],
    ['in reverse', [3, 2, 1]],
    ['again and again', [1, 2, 1, 3, 3, 2]],
  ])('is the newest when events come %s', async (how, sequences) => {
    for (const sequence of sequences) await keep(how, sequence);
    expect(await nameOf(how)).toBe('as of 3');
  });

  it('is the newest when many come at once and nothing is there yet', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `at once ${index}`);
    await Promise.all(ids.flatMap((id) => [2, 1, 3].map((sequence) => keep(id, sequence))));
    expect(new Set(await Promise.all(ids.map(nameOf)))).toEqual(new Set(['as of 3']));
  });

  it('says whether something newer is there', async () => {
    expect([await keep('said', 2), await keep('said', 2), await keep('said', 1)]).toEqual([true, true, false]);
  });

  it('takes the place of what was kept without a number', async () => {
    await kept.insertOne({ _id: 'old', name: 'long ago' } as Kept);
    await keep('old', 1);
    expect(await nameOf('old')).toBe('as of 1');
  });
});
