import { afterEach, describe, expect, it } from '@jest/globals';
import type { GridDirectory, GridDocument } from './grid-directory.ts';
import { type GridMap, startGridMap } from './grid-map.ts';

const square = (west: number): GridDocument['boundary'] => ({
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [west, 30],
        [west + 1, 30],
        [west + 1, 31],
        [west, 31],
        [west, 30],
      ],
    ],
  ],
});

const aGrid = (id: string, more: Partial<GridDocument> = {}): GridDocument => ({
  _id: id,
  code: id.toUpperCase(),
  formerCodes: [],
  name: id,
  kind: 'URBAN',
  jurisdiction: 'zhengzhou',
  division: '410105001001',
  areas: ['410105001001'],
  boundary: square(110),
  retired: false,
  sequence: 1,
  changedAt: new Date(1_000),
  ...more,
});

/** A directory whose grids a test adds and changes. */
function directoryOf(grids: GridDocument[]): Pick<GridDirectory, 'changedSince'> {
  return {
    changedSince: async ({ at, id }, limit) =>
      grids
        .filter(({ changedAt, _id }) => changedAt > at || (changedAt.getTime() === at.getTime() && _id > id))
        .toSorted((a, b) => a.changedAt.getTime() - b.changedAt.getTime() || a._id.localeCompare(b._id))
        .slice(0, limit),
  };
}

describe('the map of grids', () => {
  let map: GridMap | undefined;
  afterEach(async () => {
    await map?.stop();
    map = undefined;
  });
  const start = async (grids: GridDocument[]): Promise<GridMap> => {
    map = await startGridMap(directoryOf(grids) as GridDirectory, (message, error) => {
      throw new Error(`${message}: ${String(error)}`);
    });
    return map;
  };
  const inside = { longitude: 110.5, latitude: 30.5 };

  it('knows what was published before it started', async () => {
    expect((await start([aGrid('a')])).locate(inside)?.id).toBe('a');
  });

  it('knows nothing outside', async () => {
    expect((await start([aGrid('a')])).locate({ longitude: 120, latitude: 30.5 })).toBeNull();
  });

  it('takes in what is published later, retired, or redrawn', async () => {
    const grids = [aGrid('a')];
    const found = await start(grids);
    grids.push(aGrid('b', { boundary: square(115), changedAt: new Date(2_000) }));
    await found.refresh();
    expect(found.locate({ longitude: 115.5, latitude: 30.5 })?.id).toBe('b');
    grids[1] = aGrid('b', { boundary: square(117), sequence: 2, changedAt: new Date(3_000) });
    await found.refresh();
    expect(found.locate({ longitude: 115.5, latitude: 30.5 })).toBeNull();
    grids[0] = aGrid('a', { retired: true, sequence: 2, changedAt: new Date(4_000) });
    await found.refresh();
    expect(found.locate(inside)).toBeNull();
  });

  it('takes one in at once, and an older state of it no more', async () => {
    const found = await start([]);
    found.take(aGrid('a', { sequence: 3 }));
    found.take(aGrid('a', { retired: true, sequence: 2 }));
    expect(found.locate(inside)?.id).toBe('a');
  });

  it('gives a point of an exclusive grid to the grid of the territory around it', async () => {
    const found = await start([aGrid('a', { kind: 'EXCLUSIVE' }), aGrid('b')]);
    expect(found.locate(inside)?.id).toBe('b');
  });

  it('knows more grids than one page of the directory', async () => {
    const many = Array.from({ length: 2_500 }, (_, index) =>
      aGrid(`g${String(index).padStart(5, '0')}`, { boundary: square(110 + (index % 20)), changedAt: new Date(index) }),
    );
    expect((await start(many)).locate(inside)).not.toBeNull();
  });
});
