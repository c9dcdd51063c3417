import { describe, expect, it } from '@jest/globals';
import { placesAt } from './places.ts';

const data = { tickets: { nodes: [{ grid: { id: 1 } }, { grid: null }, null, { grid: { id: 2 } }] }, one: { id: 3 } };

describe('places of a plan in an answer', () => {
  it.each<[string[], unknown[], unknown[]]>([
    [
      ['tickets', 'nodes', '@', 'grid'],
      [{ id: 1 }, { id: 2 }],
      [
        ['tickets', 'nodes', 0, 'grid'],
        ['tickets', 'nodes', 3, 'grid'],
      ],
    ],
    [['one'], [{ id: 3 }], [['one']]],
    [[], [data], [[]]],
    [['nobody', '@', 'grid'], [], []],
    [['constructor'], [], []],
  ])('%j', (path, objects, paths) => {
    const places = placesAt(path);
    expect([places.objects(data), places.paths(data)]).toEqual([objects, paths]);
  });

  it('are where lists are in lists', () => {
    const places = placesAt(['rows', '@', '@']);
    const rows = { rows: [[{ id: 1 }], [], [{ id: 2 }, null]] };
    expect([places.objects(rows), places.paths(rows)]).toEqual([
      [{ id: 1 }, { id: 2 }],
      [
        ['rows', 0, 0],
        ['rows', 2, 0],
      ],
    ]);
  });
});
