import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ServedGrid, serveGrid } from './served-grid.ts';

describe('turns to publish', () => {
  let grid: ServedGrid;
  beforeAll(async () => {
    grid = await serveGrid();
  });
  afterAll(() => grid.stop());

  it('of one county are taken one after the other, also by different replicas', async () => {
    const replica = await grid.replica();
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise(setImmediate);
      inside -= 1;
    };
    const turns = [grid.service, replica, grid.service, replica].map(({ deps }) => deps.turns.take(['a'], work));
    await Promise.all(turns);
    expect(most).toBe(1);
  });

  it('of several counties never wait for each other in a circle', async () => {
    const { turns } = grid.service.deps;
    const done = await Promise.all([turns.take(['b', 'c'], async () => 1), turns.take(['c', 'b'], async () => 2)]);
    expect(done).toEqual([1, 2]);
  });

  it('are given back when the work fails', async () => {
    const { turns } = grid.service.deps;
    const failing = turns.take(['d'], async () => {
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
    expect(await turns.take(['d'], async () => 'mine')).toBe('mine');
  });

  it('of a holder that died are free after their time', async () => {
    const past = new Date(Date.now() - 1_000);
    await grid.database.db
      .collection<{ _id: string; holder: string; until: Date }>('publication_turns')
      .insertOne({ _id: 'e', holder: 'dead', until: past });
    expect(await grid.service.deps.turns.take(['e'], async () => 'mine')).toBe('mine');
  });
});

describe('serials', () => {
  let grid: ServedGrid;
  beforeAll(async () => {
    grid = await serveGrid();
  });
  afterAll(() => grid.stop());

  it('[G05] are given once, whoever asks at the same time', async () => {
    const { serials } = grid.service.deps;
    const firsts = await Promise.all(Array.from({ length: 20 }, () => serials.take('s', 3)));
    const all = firsts.flatMap((first) => [first, first + 1, first + 2]);
    expect(all.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  });
});
