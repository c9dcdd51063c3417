import { describe, expect, it } from '@jest/globals';
import { gathered } from './gathered.ts';

describe('work that is gathered', () => {
  it('is done once for all who asked in the meantime', async () => {
    const done: (readonly number[])[] = [];
    const ask = gathered<number>(5, async (all) => void done.push(all));
    await Promise.all([ask([1]), ask([2, 3]), ask([4])]);
    await ask([5]);
    expect(done).toEqual([[1, 2, 3, 4], [5]]);
  });

  it('tells everybody who asked that it failed, and goes on with the next', async () => {
    let fails = true;
    const ask = gathered<number>(5, async () => {
      if (fails) throw new Error('away');
    });
    const outcomes = await Promise.allSettled([ask([1]), ask([2])]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    await expect(ask([3])).resolves.toBeUndefined();
  });
});
