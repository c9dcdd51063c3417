import { describe, expect, it } from '@jest/globals';
import { gatherRefreshes } from './gather-refreshes.ts';

const NOW = new Date('2026-06-01T00:00:00Z');

describe('gathered counts', () => {
  it('are made as one', async () => {
    const counted: string[][] = [];
    const refresh = gatherRefreshes(async (gridIds) => void counted.push([...gridIds]));
    await Promise.all([refresh(['a'], NOW), refresh(['b', 'a'], NOW), refresh(['c'], NOW)]);
    expect(counted).toEqual([['a', 'b', 'c']]);
  });

  it('begin anew once they were made', async () => {
    const counted: string[][] = [];
    const refresh = gatherRefreshes(async (gridIds) => void counted.push([...gridIds]));
    await refresh(['a'], NOW);
    await refresh(['a'], NOW);
    expect(counted).toEqual([['a'], ['a']]);
  });

  it('fail for everybody who waits for them', async () => {
    const refresh = gatherRefreshes(() => Promise.reject(new Error('the database is away')));
    const outcomes = await Promise.allSettled([refresh(['a'], NOW), refresh(['b'], NOW)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
