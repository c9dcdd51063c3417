import { afterEach, describe, expect, it } from '@jest/globals';
import { type LeasedSweeper, startLeasedSweeper } from './leased-sweeper.ts';

describe('a leased sweeper', () => {
  let sweeper: LeasedSweeper | undefined;
  afterEach(() => sweeper?.stop());

  const PIECES = 130;
  const BATCH = 50;

  /** A sweeper over so many pieces, with an account of what it did. */
  function sweeping({ pieces = PIECES, broken = new Set<number>() } = {}) {
    const waiting = Array.from({ length: pieces }, (_, index) => index);
    const account = { claims: 0, handled: [] as number[], most: 0, problems: [] as string[] };
    let atOnce = 0;
    sweeper = startLeasedSweeper<number>({
      name: 'test',
      everyMs: 0,
      countDue: async (most) => Math.min(most, waiting.length),
      async claimBatch() {
        account.claims += 1;
        return waiting.splice(0, BATCH);
      },
      async handle(piece) {
        atOnce += 1;
        account.most = Math.max(account.most, atOnce);
        await new Promise((resolve) => setImmediate(resolve));
        atOnce -= 1;
        if (broken.has(piece)) throw new Error(`${piece} is broken`);
        account.handled.push(piece);
        return 1;
      },
      onProblem: (_name, error) => account.problems.push(String(error)),
    });
    return { sweeper, account };
  }

  it('claims nothing where nothing is due', async () => {
    const { sweeper: idle, account } = sweeping({ pieces: 0 });
    expect([await idle.sweep(), account.claims]).toEqual([0, 0]);
  });

  it('does every piece of every batch once, many at a time', async () => {
    const { sweeper: busy, account } = sweeping();
    expect(await busy.sweep()).toBe(PIECES);
    expect(account.handled.toSorted((a, b) => a - b)).toEqual(Array.from({ length: PIECES }, (_, index) => index));
    expect(account.most).toBeGreaterThan(1);
  });

  it('claims for all lanes together: once a batch, and once to find that there is no more', async () => {
    const { sweeper: busy, account } = sweeping();
    await busy.sweep();
    expect(account.claims).toBe(Math.ceil(PIECES / BATCH) + 1);
  });

  it('goes on with the others where one fails', async () => {
    const { sweeper: busy, account } = sweeping({ broken: new Set([3, 70]) });
    expect(await busy.sweep()).toBe(PIECES - 2);
    expect(account.problems).toEqual(['Error: 3 is broken', 'Error: 70 is broken']);
  });
});
