import { eventually } from '@gridlink/test-kit';
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

  it('waits for what is under way, and is then done for all who asked meanwhile', async () => {
    const done: (readonly number[])[] = [];
    const ends: (() => void)[] = [];
    const ask = gathered<number>(1, async (all) => {
      done.push(all);
      await new Promise<void>((resolve) => ends.push(resolve));
    });
    const first = ask([1]);
    await eventually(() => ends.length === 1);
    const second = [ask([2]), ask([3])];
    ends[0]?.();
    await first;
    await eventually(() => ends.length === 2);
    ends[1]?.();
    await Promise.all(second);
    expect(done).toEqual([[1], [2, 3]]);
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
