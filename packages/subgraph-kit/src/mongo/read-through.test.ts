import { beforeEach, describe, expect, it } from '@jest/globals';
import { createReadThrough, type ReadThrough } from './read-through.ts';

type Row = { readonly id: string; readonly name: string };

describe('what was read a moment ago', () => {
  let now: number;
  let stored: Map<string, string>;
  let asked: string[][];
  let rows: ReadThrough<Row>;
  beforeEach(() => {
    now = 0;
    stored = new Map([
      ['a', 'one'],
      ['b', 'two'],
      ['c', 'three'],
    ]);
    asked = [];
    rows = createReadThrough<Row>({ keyOf: ({ id }) => id, freshMs: 2_000, most: 2, clock: () => now });
  });

  const load = async (ids: readonly string[]): Promise<Row[]> => {
    asked.push([...ids]);
    return ids.flatMap((id) => (stored.has(id) ? [{ id, name: stored.get(id) ?? '' }] : []));
  };
  const names = async (...ids: string[]) => (await rows.read(ids, load)).map(({ name }) => name).toSorted();

  it('is not read again', async () => {
    await names('a');
    expect([await names('a'), asked]).toEqual([['one'], [['a']]]);
  });

  it('is read again only as far as it is not known', async () => {
    await names('a');
    expect([await names('a', 'b'), asked]).toEqual([
      ['one', 'two'],
      [['a'], ['b']],
    ]);
  });

  it('shows what another process wrote after its time at the latest', async () => {
    await names('a');
    stored.set('a', 'changed');
    now = 1_999;
    const before = await names('a');
    now = 2_000;
    expect([before, await names('a')]).toEqual([['one'], ['changed']]);
  });

  it('shows what this process wrote at once', async () => {
    await names('a');
    stored.set('a', 'changed');
    rows.forget();
    expect(await names('a')).toEqual(['changed']);
  });

  it('does not keep what was being read while this process wrote', async () => {
    const reading = rows.read(['a'], async (ids) => {
      const found = await load(ids);
      stored.set('a', 'changed');
      rows.forget();
      return found;
    });
    expect([(await reading)[0]?.name, await names('a')]).toEqual(['one', ['changed']]);
  });

  it('is read once for all who ask at the same time', async () => {
    const answers = await Promise.all([names('a'), names('a', 'b'), names('b')]);
    expect([answers, asked]).toEqual([
      [['one'], ['one', 'two'], ['two']],
      [['a'], ['b']],
    ]);
  });

  it('is read anew by whoever comes after a write, though a read is under way', async () => {
    const slow = rows.read(['a'], async (ids) => {
      const found = await load(ids);
      await new Promise(setImmediate);
      return found;
    });
    stored.set('a', 'changed');
    rows.forget();
    expect([await names('a'), (await slow)[0]?.name]).toEqual([['changed'], 'one']);
  });

  it('fails for all who wait for a read that fails, and is tried again', async () => {
    const failing = async (): Promise<Row[]> => {
      throw new Error('away');
    };
    const outcomes = await Promise.allSettled([rows.read(['a'], failing), rows.read(['a'], failing)]);
    expect([outcomes.map(({ status }) => status), await names('a')]).toEqual([['rejected', 'rejected'], ['one']]);
  });

  it('does not remember that something was missing', async () => {
    await names('d');
    stored.set('d', 'new');
    expect(await names('d')).toEqual(['new']);
  });

  it('forgets the oldest when it is full', async () => {
    await names('a', 'b', 'c');
    asked = [];
    await names('b', 'c');
    await names('a');
    expect(asked).toEqual([['a']]);
  });
});
