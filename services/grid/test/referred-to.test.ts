import type { Scope } from '@gridlink/subgraph-kit';
import { systemScope } from '@gridlink/subgraph-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CALLERS, gridRow } from './land.ts';
import { importGrids, type ServedGrid, serveGrid, settleTheLand } from './served-grid.ts';

const bounded = (more: Partial<Extract<Scope, { reach: 'BOUNDED' }>>): Scope => ({
  reach: 'BOUNDED',
  jurisdiction: 'zhengzhou',
  ...more,
});

describe('grids that others refer to', () => {
  let grid: ServedGrid;
  let ids: string[];
  const grids = () => grid.service.deps.grids;
  beforeAll(async () => {
    grid = await serveGrid();
    await settleTheLand(grid);
    await importGrids(grid, { rows: [gridRow(1), gridRow(2)] });
    await importGrids(grid, { rows: [gridRow(3)], publish: false });
    ids = await grid.database.db
      .collection<{ _id: string }>('grids')
      .find()
      .map(({ _id }) => _id)
      .toArray();
  });
  afterAll(() => grid.stop());

  it.each<[string, Scope]>([
    ['the public', { reach: 'PUBLIC' }],
    ['the platform', { reach: 'PLATFORM' }],
    ['the platform itself', systemScope('a test')],
    ['the county', bounded({ area: '410105000000' })],
    ['its town', bounded({ area: '410105001000' })],
    ['a neighbour', bounded({ area: '410103000000' })],
    ['a worker', bounded({ grids: ['g'] })],
    ['another jurisdiction', bounded({ jurisdiction: 'puyang', area: '410902000000' })],
  ])('are for %s those that a look by id shows', async (_who, scope) => {
    const shown = (await grids().referredTo(scope, ids)).map(({ id }) => id);
    const found = (await grids().byIds(scope, ids)).map(({ id }) => id);
    expect(shown.toSorted()).toEqual(found.toSorted());
  });

  it('are what was written last', async () => {
    const name = async () => {
      const { data } = await grid.ask<{ _entities: { name: string }[] }>(
        CALLERS.countyCoordinator,
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Grid { name } } }',
        { r: [{ __typename: 'Grid', id: ids[2] }] },
      );
      return data?._entities[0]?.name;
    };
    const before = await name();
    await importGrids(grid, { rows: [gridRow(3, { name: '改名网格' })], publish: false });
    expect([before === '改名网格', await name()]).toEqual([false, '改名网格']);
  });
});
