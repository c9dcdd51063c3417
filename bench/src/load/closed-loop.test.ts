import { describe, expect, it } from '@jest/globals';
import { closedLoop } from './closed-loop.ts';

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a closed loop', () => {
  it('gives every piece of work a number of its own', async () => {
    const numbers: number[] = [];
    const work = async (n: number): Promise<void> => {
      numbers.push(n);
      await soon();
    };
    await closedLoop({ clients: 4, milliseconds: 5_000, most: 10, work });
    expect(numbers.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('has as many at work as there are clients', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await soon();
      inside -= 1;
    };
    await closedLoop({ clients: 3, milliseconds: 5_000, most: 30, work });
    expect(most).toBe(3);
  });

  it('counts what failed apart from what was done', async () => {
    const work = async (n: number): Promise<void> => {
      await soon();
      if (n % 2 === 0) throw new Error('no');
    };
    const report = await closedLoop({ clients: 2, milliseconds: 5_000, most: 10, work });
    expect(report).toMatchObject({ done: 5, failed: 5, firstFailure: 'no' });
  });

  it('ends when its time is over', async () => {
    const report = await closedLoop({ clients: 1, milliseconds: 20, work: soon });
    expect(report.seconds).toBeGreaterThanOrEqual(0.02);
  });
});
