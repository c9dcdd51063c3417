import { describe, expect, it } from '@jest/globals';
import { askedTogether, inBatches, ONE_AFTER_THE_OTHER, type Settled } from './in-batches.ts';

/** Writes that end when they are told to, in the order of their beginning. */
function heldWrites(became: (row: number) => Settled<string> = (row) => ({ result: `row ${row}` })) {
  const batches: (readonly number[])[] = [];
  const ends: (() => void)[] = [];
  const add = inBatches<number, string>(async (rows) => {
    batches.push(rows);
    await new Promise<void>((resolve) => ends.push(resolve));
    return rows.map(became);
  });
  const endAll = async (): Promise<void> => {
    for (let idle = 0; idle < 3; idle += 1) {
      if (ends.length > 0) idle = 0;
      for (const end of ends.splice(0)) end();
      await turn();
    }
  };
  return { batches, add, endAll };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('rows written in batches', () => {
  /** Rows that come one after the other, each in a turn of its own. */
  const addInTurn = async (add: (row: number) => Promise<string>, rows: readonly number[]) => {
    const added: Promise<string>[] = [];
    for (const row of rows) {
      added.push(add(row));
      await turn();
    }
    return added;
  };

  it('are written at once, each by itself, while few are', async () => {
    const { batches, add, endAll } = heldWrites();
    await addInTurn(add, numbers(4));
    expect(batches).toEqual([[0], [1], [2], [3]]);
    await endAll();
  });

  it('stay together where they come together', async () => {
    const { batches, add, endAll } = heldWrites();
    const added = numbers(10).map(add);
    await endAll();
    await Promise.all(added);
    expect(batches).toEqual([numbers(10)]);
  });

  it('gather while others are written, and go together in the order they came', async () => {
    const { batches, add, endAll } = heldWrites();
    const added = await addInTurn(add, numbers(10));
    await endAll();
    await Promise.all(added);
    expect(batches).toEqual([[0], [1], [2], [3], [4, 5, 6, 7, 8, 9]]);
  });

  it('are each written once, and each hears its own result, however many they are', async () => {
    const { batches, add, endAll } = heldWrites();
    const added = numbers(1_000).map(add);
    await endAll();
    expect(await Promise.all(added)).toEqual(numbers(1_000).map((row) => `row ${row}`));
    expect(batches.flat().toSorted((a, b) => a - b)).toEqual(numbers(1_000));
  });

  it('fail alone where one fails alone', async () => {
    const { add, endAll } = heldWrites((row) => (row === 5 ? { error: new Error('five') } : { result: 'in' }));
    const added = Promise.allSettled(numbers(8).map(add));
    await endAll();
    expect((await added).map(({ status }) => status).indexOf('rejected')).toBe(5);
    expect((await added).filter(({ status }) => status === 'rejected')).toHaveLength(1);
  });

  it('fail together where nothing is known of any, and the next are written again', async () => {
    let isAway = true;
    const add = inBatches<number, string>(async (rows) => {
      if (isAway) throw new Error('the connection was lost');
      return rows.map(() => ({ result: 'in' }));
    });
    const failed = await Promise.allSettled(numbers(10).map(add));
    expect(failed.every(({ status }) => status === 'rejected')).toBe(true);
    isAway = false;
    expect(await Promise.all(numbers(10).map(add))).toEqual(numbers(10).map(() => 'in'));
  });

  it('harm no other by what is wrong with one, where they may be tried again by themselves', async () => {
    const tried: (readonly number[])[] = [];
    const add = inBatches<number, string>(async (rows) => {
      tried.push(rows);
      if (rows.includes(5)) throw new Error('five');
      return rows.map((row) => ({ result: `row ${row}` }));
    }, ONE_AFTER_THE_OTHER);
    const added = await Promise.allSettled(numbers(8).map(add));
    expect(added.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(added[5]).toMatchObject({ status: 'rejected', reason: new Error('five') });
    expect(tried).toEqual([numbers(8), ...numbers(8).map((row) => [row])]);
  });
});

describe('what many ask for at the same time', () => {
  it('is looked up by one query, each key once', async () => {
    const looks: (readonly string[])[] = [];
    const find = askedTogether(async (keys: readonly string[]) => {
      looks.push(keys);
      return keys.map((key) => key.toUpperCase());
    });
    const found = await Promise.all([find(['a']), find(['b', 'c']), find(['c', 'd'])]);
    expect(looks).toEqual([['a', 'b', 'c', 'd']]);
    expect(found[2]).toEqual(expect.arrayContaining(['C', 'D']));
  });
});
