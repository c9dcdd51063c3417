import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CALLERS, gridRow, middleOf, plot, ZHENGZHOU } from './land.ts';
import { importGrids, type ServedGrid, serveGrid, settleTheLand } from './served-grid.ts';

const GRID_AT = /* GraphQL */ `
  query ($point: PointInput!) {
    gridAt(point: $point) { grid { code } exclusiveGrids { code } microGrids { code } divisions { name } }
  }
`;

describe('a point', () => {
  let grid: ServedGrid;
  beforeAll(async () => {
    grid = await serveGrid();
    await settleTheLand(grid);
    const school = { category: 'SCHOOL', hostUnit: '实验小学', supervisingFunctions: ['EDUCATION'] };
    const rows = [gridRow(0), gridRow(1), gridRow(70, { kind: 'EXCLUSIVE', boundary: plot(1), exclusive: school })];
    await importGrids(grid, { rows });
    await importGrids(grid, { rows: [gridRow(2)], publish: false });
  });
  afterAll(() => grid.stop());

  const at = async (point: { longitude: number; latitude: number }, system = 'GCJ02', caller = CALLERS.public) =>
    (await grid.get(caller, GRID_AT, { point: { ...point, system } })).gridAt;

  it('[G16] lies in its grid, its exclusive grid and the whole chain of divisions, for anyone', async () => {
    expect(await at(middleOf(1))).toEqual({
      grid: { code: '410105001001U002' },
      exclusiveGrids: [{ code: '410105001001E001' }],
      microGrids: [],
      divisions: ['河南省', '郑州市', '金水区', '经八路街道', '省委社区'].map((name) => ({ name })),
    });
  });

  it.each(['WGS84', 'CGCS2000'])('[G16] in %s lies elsewhere than the same figures in GCJ-02', async (system) => {
    // 0.006° to the west and 0.0013° to the north of the plot's middle on the map, by satellite.
    expect((await at({ longitude: 113.6449, latitude: 34.7523 }, system)).grid).toEqual({ code: '410105001001U001' });
    expect((await at({ longitude: 113.6449, latitude: 34.7523 })).grid).toBeNull();
  });

  it('[G16] on a shared edge lies in exactly one grid, always the same', async () => {
    expect((await at({ longitude: 113.652, latitude: 34.751 })).grid).toEqual({ code: '410105001001U002' });
  });

  it('outside of all grids still knows its divisions', async () => {
    expect(await at({ longitude: 113.85, latitude: 34.85 })).toMatchObject({
      grid: null,
      divisions: [{ name: '河南省' }, { name: '郑州市' }, { name: '金水区' }],
    });
  });

  it('outside of everything is nowhere', async () => {
    expect(await at({ longitude: 120, latitude: 30 })).toMatchObject({ grid: null, divisions: [] });
  });

  it('in a draft is in no grid', async () => {
    expect((await at(middleOf(2), 'GCJ02', CALLERS.countyCoordinator)).grid).toBeNull();
  });

  it('in another jurisdiction than the caller’s is nowhere for that caller', async () => {
    expect(await at(middleOf(0), 'GCJ02', CALLERS.puyangCoordinator)).toMatchObject({
      grid: null,
      divisions: [],
    });
  });

  it('with longitude and latitude swapped is refused with a hint', async () => {
    const { errors } = await grid.ask(CALLERS.public, GRID_AT, {
      point: { longitude: 34.75, latitude: 113.65, system: 'GCJ02' },
    });
    expect(errors[0]).toMatchObject({
      message: expect.stringContaining('颠倒'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('is found by another replica soon after the grid was published, and no more after it was retired', async () => {
    const replica = await grid.replica();
    const found = () => replica.deps.atlas.at(middleOf(5)).territorial;
    expect(found()).toEqual([]);
    await importGrids(grid, { rows: [gridRow(5)] });
    const [id] = await eventually(() => (found().length > 0 ? found() : null));
    const input = { id, expectedVersion: 1, reason: '合并' };
    await grid.get(
      CALLERS.countyCoordinator,
      'mutation ($input: RetireGridInput!) { retireGrid(input: $input) { grid { id } } }',
      { input },
    );
    await eventually(() => found().length === 0);
  });

  it('[G03] is never published into two grids, however many publish at once', async () => {
    const replica = await grid.replica();
    const command = (service: ServedGrid['service'], number: number) =>
      importGridsBy(service, [{ ...gridRow(number), boundary: plot(40) }]);
    const results = await Promise.all([0, 1, 2, 3].map((n) => command(n % 2 ? replica : grid.service, 80 + n)));
    expect(results.flat().filter(({ outcome }) => outcome === 'CREATED')).toHaveLength(1);
  });

  it('in a grid on the notice: exactly the fields of the law, staff left to their service', async () => {
    const { gridNotice } = await grid.get(
      CALLERS.public,
      '{ gridNotice(code: "410105001001U001") { name kindLabel area fields { field label value } grid { code } } }',
    );
    expect(gridNotice).toEqual({
      name: '省委社区第0网格',
      kindLabel: '城市社区网格',
      area: '郑州市金水区经八路街道省委社区，约 40636 平方米',
      fields: [
        { field: 'GRID_NAME', label: '网格名称', value: '省委社区第0网格' },
        { field: 'AREA', label: '区域范围', value: '郑州市金水区经八路街道省委社区，约 40636 平方米' },
        { field: 'STAFF_NAMES', label: '姓名', value: null },
        { field: 'STAFF_CONTACTS', label: '联系方式', value: null },
      ],
      grid: { code: '410105001001U001' },
    });
  });

  it('[G09] of a draft has no notice', async () => {
    const { gridNotice } = await grid.get(
      CALLERS.countyCoordinator,
      '{ gridNotice(code: "410105001001U003") { name } }',
    );
    expect(gridNotice).toBeNull();
  });
});

/** The use case on one replica, as two clients of two replicas would reach it. */
async function importGridsBy(service: ServedGrid['service'], rows: readonly ReturnType<typeof gridRow>[]) {
  const { importGrids: importing } = await import('../src/grid/use-cases/import-grids.ts');
  const pack = service.deps.packs.get(ZHENGZHOU.jurisdiction);
  if (!pack) throw new Error('no pack');
  return importing(service.deps, {
    scope: { reach: 'PLATFORM' },
    pack,
    rows: rows as never,
    publish: true,
    system: 'GCJ02',
    dryRun: false,
    now: new Date(),
    by: 'somebody',
    traceparent: undefined,
  });
}
