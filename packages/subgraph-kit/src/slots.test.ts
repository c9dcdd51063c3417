import { describe, expect, it } from '@jest/globals';
import { createSlots } from './slots.ts';

/** Works that say when they begin and end when they are told to. */
function works(limit: number) {
  const slots = createSlots(limit);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const run = (number: number, fails = false): Promise<number> =>
    slots.run(async () => {
      begun.push(number);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (fails) throw new Error(`${number} failed`);
      return number;
    });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { begun, run, settle, end: (index: number) => ends[index]?.() };
}

describe('slots', () => {
  it('let so many works run at the same time; the others begin in the order they came', async () => {
    const { begun, run, settle, end } = works(2);
    const all = Promise.all([1, 2, 3, 4].map((number) => run(number)));
    await settle();
    expect(begun).toEqual([1, 2]);
    end(1);
    await settle();
    expect(begun).toEqual([1, 2, 3]);
    end(0);
    await settle();
    end(2);
    end(3);
    expect([await all, begun]).toEqual([
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ]);
  });

  it('are free again after a work that failed', async () => {
    const { begun, run, settle, end } = works(1);
    const failed = expect(run(1, true)).rejects.toThrow('1 failed');
    const next = run(2);
    await settle();
    end(0);
    await failed;
    await settle();
    end(1);
    expect([await next, begun]).toEqual([2, [1, 2]]);
  });
});
