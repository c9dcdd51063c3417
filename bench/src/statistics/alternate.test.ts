import { describe, expect, it } from '@jest/globals';
import { alternate, orderOfRound } from './alternate.ts';

describe('alternating rounds', () => {
  it('begin with another contestant each time', () => {
    expect([0, 1, 2, 3].map((round) => orderOfRound(['a', 'b', 'c'], round)[0])).toEqual(['a', 'b', 'c', 'a']);
  });

  it('let every contestant run once a round', () => {
    expect(orderOfRound(['a', 'b', 'c'], 2).toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('keep what each measured in the order of the rounds', async () => {
    const measured = await alternate(['a', 'b'], 2, async (name, round) => `${name}${round}`);
    expect([...measured]).toEqual([
      ['a', ['a0', 'a1']],
      ['b', ['b0', 'b1']],
    ]);
  });

  it('never run two contestants at a time', async () => {
    let running = 0;
    let most = 0;
    await alternate(['a', 'b'], 2, async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
    });
    expect(most).toBe(1);
  });
});
