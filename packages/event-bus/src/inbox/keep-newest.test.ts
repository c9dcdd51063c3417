import { type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Collection } from 'mongodb';
import { keepingNewest } from './keep-newest.ts';

type Kept = { readonly _id: string; readonly sequence: number; readonly name: string };

describe('[R3] what is kept of another service’s aggregates', () => {
  let database: TestDatabase;
  let kept: Collection<Kept>;
  let keepOne: (document: Kept) => Promise<boolean>;
  beforeAll(async () => {
    database = await testDatabase('kept');
    kept = database.db.collection<Kept>('kept');
    keepOne = keepingNewest(kept);
  });
  afterAll(() => database.close());

  const keep = (_id: string, sequence: number): Promise<boolean> =>
    keepOne({ _id, sequence, name: `as of ${sequence}` });
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

  it('is kept of many by a handful of commands, each as its newest event shows it', async () => {
    const ids = Array.from({ length: 36 }, (_, index) => `together ${index}`);
    await Promise.all(ids.slice(0, 18).map((id) => keep(id, 5)));
    let commands = 0;
    const started = (): void => {
      commands += 1;
    };
    database.client.on('commandStarted', started);
    const answers = await Promise.all(ids.flatMap((id) => [keep(id, 4), keep(id, 6), keep(id, 5)]));
    database.client.off('commandStarted', started);
    expect(commands).toBeLessThan(108);
    expect(new Set(await Promise.all(ids.map(nameOf)))).toEqual(new Set(['as of 6']));
    expect(answers.filter((_, index) => index % 3 === 1)).toEqual(ids.map(() => true));
  });

  it('[R4] is kept of the others where one cannot be kept', async () => {
    const named = database.db.collection<Kept>('named');
    await named.createIndex({ name: 1 }, { unique: true });
    const keepNamed = keepingNewest(named);
    const rows = ['a', 'b', 'b', 'c', 'd'].map((name, index) => ({ _id: `${index}`, sequence: 1, name }));
    const first = await Promise.allSettled(rows.map(keepNamed));
    expect(first.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    const renamed = await Promise.allSettled(
      ['e', 'f'].map((name, index) => keepNamed({ _id: index === 0 ? '0' : '3', sequence: 2, name })),
    );
    expect(renamed.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    await expect(keepNamed({ _id: '4', sequence: 2, name: 'f' })).rejects.toThrow();
    expect((await named.findOne({ _id: '4' }))?.name).toBe('d');
  });
});
