import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CALLERS, PUYANG_DIVISIONS, ZHENGZHOU, ZHENGZHOU_DIVISIONS } from './land.ts';
import { importDivisions, type ServedGrid, serveGrid } from './served-grid.ts';

describe('divisions', () => {
  let grid: ServedGrid;
  beforeAll(async () => {
    grid = await serveGrid();
    await importDivisions(grid, { jurisdiction: 'zhengzhou', rows: ZHENGZHOU_DIVISIONS });
    await importDivisions(grid, { jurisdiction: 'puyang', rows: PUYANG_DIVISIONS });
  });
  afterAll(() => grid.stop());

  const outcomes = async (rows: readonly unknown[], more = {}) => {
    const report = await importDivisions(grid, { jurisdiction: 'zhengzhou', rows, ...more });
    return report.rows.map((row: { outcome: string }) => row.outcome);
  };
  const errorsOf = async (row: unknown, caller: Parameters<typeof importDivisions>[2] = CALLERS.platformAdmin) => {
    const report = await importDivisions(grid, { jurisdiction: 'zhengzhou', rows: [row] }, caller);
    return report.rows[0].userErrors.map((error: { code: string }) => error.code);
  };

  it('imported again are unchanged', async () => {
    expect(new Set(await outcomes(ZHENGZHOU_DIVISIONS))).toEqual(new Set(['UNCHANGED']));
  });

  it('with another name are updated, and a dry run only says so', async () => {
    const renamed = { code: '410105001002', name: '经三路北社区' };
    expect(await outcomes([renamed], { dryRun: true })).toEqual(['UPDATED']);
    const before = await grid.get(CALLERS.public, '{ division(code: "410105001002") { name } }');
    expect(before.division.name).toBe('经三路社区');
    expect(await outcomes([renamed])).toEqual(['UPDATED']);
    const after = await grid.get(CALLERS.public, '{ division(code: "410105001002") { name } }');
    expect(after.division.name).toBe('经三路北社区');
  });

  it('keep a stored boundary when a row brings none', async () => {
    await outcomes([{ code: ZHENGZHOU.county, name: '金水区' }]);
    const { division } = await grid.get(CALLERS.public, `{ division(code: "${ZHENGZHOU.county}") { boundary } }`);
    expect(division.boundary.type).toBe('MultiPolygon');
  });

  it.each([
    ['a code that is not 12 digits', { code: '4101', name: '甲' }, 'BAD_CODE'],
    ['a name of nothing', { code: '410105002000', name: ' ' }, 'NAME_LENGTH'],
    ['a division of another city', { code: '410902002000', name: '甲' }, 'OUTSIDE_JURISDICTION'],
    ['a division whose parent is unknown', { code: '410105009001', name: '甲' }, 'PARENT_MISSING'],
    [
      'a boundary that is a point',
      { code: ZHENGZHOU.town, name: '甲', boundary: { type: 'Point', coordinates: [113, 34] } },
      'NOT_AN_AREA',
    ],
    [
      'swapped coordinates',
      {
        code: ZHENGZHOU.town,
        name: '甲',
        boundary: {
          type: 'Polygon',
          coordinates: [
            [
              [34, 113],
              [34, 114],
              [35, 114],
              [34, 113],
            ],
          ],
        },
      },
      'SWAPPED',
    ],
  ])('refuse %s', async (_what, row, code) => {
    expect(await errorsOf(row)).toEqual([code]);
  });

  it('outside of an administrator’s own area are refused', async () => {
    expect(await errorsOf({ code: ZHENGZHOU.province, name: '河南' }, CALLERS.cityAdmin)).toEqual(['OUT_OF_REACH']);
  });

  it('are imported by administrators only', async () => {
    const { errors } = await grid.ask(
      CALLERS.countyCoordinator,
      'mutation { importDivisions(input: { jurisdiction: "zhengzhou", rows: [] }) { rows { row } } }',
    );
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('come at most 1,000 at a time', async () => {
    const rows = Array.from({ length: 1_001 }, () => ({ code: ZHENGZHOU.city, name: '郑州市' }));
    const report = await importDivisions(grid, { jurisdiction: 'zhengzhou', rows });
    expect(report.userErrors[0].code).toBe('ROW_COUNT');
  });

  it('know their parent, the whole chain above and their children', async () => {
    const { division } = await grid.get(
      CALLERS.public,
      `{ division(code: "${ZHENGZHOU.town}") { level parent { name } ancestors { name } children { nodes { code } } } }`,
    );
    expect(division).toEqual({
      level: 'TOWN',
      parent: { name: '金水区' },
      ancestors: [{ name: '河南省' }, { name: '郑州市' }, { name: '金水区' }],
      children: { nodes: [{ code: ZHENGZHOU.village }, { code: '410105001002' }] },
    });
  });

  it.each([
    ['children of a division', `parent: "${ZHENGZHOU.city}"`, [ZHENGZHOU.otherCounty, ZHENGZHOU.county]],
    [
      'all villages below a county',
      `parent: "${ZHENGZHOU.county}", level: VILLAGE`,
      [ZHENGZHOU.village, '410105001002'],
    ],
    ['those of a level', 'level: CITY', [ZHENGZHOU.city, '410900000000']],
    ['those whose name contains a text', 'nameContains: "水"', [ZHENGZHOU.county]],
    [
      'those whose name contains a longer text',
      'nameContains: "路街道"',
      ['410103001000', ZHENGZHOU.town, '410902001000'],
    ],
  ])('list %s', async (_what, filter, codes) => {
    const { divisions } = await grid.get(CALLERS.public, `{ divisions(${filter}) { nodes { code } } }`);
    expect(divisions.nodes.map(({ code }: { code: string }) => code)).toEqual(codes);
  });

  it('go on where a page ended', async () => {
    const page = (after: string) =>
      `{ divisions(first: 5${after}) { nodes { code } pageInfo { hasNextPage endCursor } } }`;
    const first = (await grid.get(CALLERS.public, page(''))).divisions;
    const second = (await grid.get(CALLERS.public, page(`, after: "${first.pageInfo.endCursor}"`))).divisions;
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(second.nodes[0].code > first.nodes[4].code).toBe(true);
  });

  it('of another jurisdiction are not there for somebody bounded to one', async () => {
    const query = `{ division(code: "${ZHENGZHOU.county}") { name } divisions(level: COUNTY) { nodes { name } } }`;
    expect(await grid.get(CALLERS.puyangCoordinator, query)).toEqual({
      division: null,
      divisions: { nodes: [{ name: '华龙区' }] },
    });
  });

  it('resolve as entities', async () => {
    const { _entities } = await grid.get(
      CALLERS.public,
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Division { name } } }',
      { r: [{ __typename: 'Division', code: ZHENGZHOU.county }] },
    );
    expect(_entities).toEqual([{ name: '金水区' }]);
  });
});
