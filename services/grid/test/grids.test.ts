import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { box, CALLERS, gridRow, plot, ZHENGZHOU } from './land.ts';
import { importGrids, type ServedGrid, serveGrid, settleTheLand } from './served-grid.ts';
import { WRONG_ROWS } from './wrong-rows.ts';

const COMMAND = (name: string) => `
  mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) {
    ${name}(input: $input) {
      grid { id code formerCodes status version retirement { reason } }
      userErrors { code field message article }
    }
  }
`;

describe('grids', () => {
  let grid: ServedGrid;
  beforeAll(async () => {
    grid = await serveGrid();
    await settleTheLand(grid);
    await importGrids(grid, { rows: [gridRow(0), gridRow(1, { households: 900 })] });
  });
  afterAll(() => grid.stop());

  const command = async (name: string, input: Record<string, unknown>, caller = CALLERS.countyCoordinator) =>
    (await grid.get(caller, COMMAND(name), { input }))[name];
  const draft = async (number: number, more = {}) =>
    (await command('draftGrid', { jurisdiction: 'zhengzhou', grid: gridRow(number, more) })).grid;
  const rowErrors = async (row: unknown) => (await importGrids(grid, { rows: [row], dryRun: true })).rows[0].userErrors;

  describe('drawn by the county', () => {
    it('[G05] get codes by the pack’s rule, one after the other', async () => {
      const { grids } = await grid.get(
        CALLERS.public,
        `{ grids(filter: { division: "${ZHENGZHOU.village}" }, first: 2) { nodes { code name } } }`,
      );
      expect(grids.nodes).toEqual([
        { code: '410105001001U001', name: '省委社区第0网格' },
        { code: '410105001001U002', name: '省委社区第1网格' },
      ]);
    });

    it('[G02] outside of the sizing norm are warned about, stored all the same and listed', async () => {
      const report = await importGrids(grid, { rows: [gridRow(2, { households: 10 })] });
      expect(report.rows[0]).toMatchObject({ outcome: 'CREATED', messages: [expect.stringContaining('规模提醒')] });
      const { grids } = await grid.get(
        CALLERS.countyCoordinator,
        '{ grids(filter: { outsideNorm: true }) { nodes { externalId normWarnings { measure value } } } }',
      );
      expect(grids.nodes).toEqual([
        { externalId: 'grid-1', normWarnings: [{ measure: 'HOUSEHOLDS', value: 900 }] },
        { externalId: 'grid-2', normWarnings: [{ measure: 'HOUSEHOLDS', value: 10 }] },
      ]);
    });

    it('a second time are unchanged', async () => {
      const report = await importGrids(grid, { rows: [gridRow(0)] });
      expect(report.rows[0]).toMatchObject({ outcome: 'UNCHANGED', code: '410105001001U001' });
    });

    it('[G03] over published ones are refused, naming these and the square metres', async () => {
      const [error] = await rowErrors(gridRow(90, { boundary: box(113.6508, 34.75, 113.6528, 34.752) }));
      expect(error).toMatchObject({
        code: 'OVERLAPS',
        field: ['boundary'],
        article: expect.stringMatching(/条例第.+条/),
      });
      expect(error.message).toMatch(
        /省委社区第0网格（410105001001U001）重叠 243\d\d 平方米；省委社区第1网格（410105001001U002）重叠/,
      );
    });

    it('[G03] over one another in one batch are refused from the second on', async () => {
      const rows = [gridRow(91, { boundary: plot(50) }), gridRow(92, { boundary: plot(50) })];
      const report = await importGrids(grid, { rows, dryRun: true });
      expect(report.rows.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['CREATED', 'REFUSED']);
    });

    it('[G03] with a sliver along a shared edge fit', async () => {
      const report = await importGrids(grid, {
        rows: [gridRow(93, { boundary: box(113.6519999, 34.752, 113.654, 34.754) })],
      });
      expect(report.rows[0].outcome).toBe('CREATED');
    });

    it('[G03] beyond their county’s boundary are refused with the square metres', async () => {
      const [error] = await rowErrors(gridRow(94, { boundary: box(113.599, 34.8, 113.601, 34.802) }));
      expect(error.code).toBe('OUTSIDE_TERRITORY');
      expect(error.message).toMatch(/203\d\d 平方米超出所在区划 410105000000/);
    });

    it.each(WRONG_ROWS)('with %s are refused', async (_what, more, code) => {
      const errors = await rowErrors(gridRow(60, more));
      expect(errors.map((error: { code: string }) => error.code)).toEqual([code]);
    });

    it('say everything that is wrong with a row at once', async () => {
      const errors = await rowErrors(gridRow(60, { name: '', division: '1', boundary: {} }));
      expect(errors.map((error: { code: string }) => error.code).sort()).toEqual([
        'DIVISION_UNKNOWN',
        'NOT_AN_AREA',
        'TEXT_LENGTH',
      ]);
    });

    it('leave nothing behind after a dry run', async () => {
      await importGrids(grid, { rows: [gridRow(61)], dryRun: true });
      const report = await importGrids(grid, { rows: [gridRow(61)], dryRun: true });
      expect(report.rows[0]).toMatchObject({ outcome: 'CREATED', code: null });
    });

    it('come at most 200 at a time', async () => {
      const rows = Array.from({ length: 201 }, (_, number) => gridRow(number));
      expect((await importGrids(grid, { rows })).userErrors[0].code).toBe('ROW_COUNT');
    });

    it('of another jurisdiction are none of a coordinator’s business', async () => {
      const { errors } = await grid.ask(
        CALLERS.puyangCoordinator,
        'mutation ($input: ImportGridsInput!) { importGrids(input: $input) { rows { row } } }',
        { input: { jurisdiction: 'zhengzhou', publish: true, rows: [gridRow(62)] } },
      );
      expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
    });

    it('change under their code with a new boundary, but never their kind', async () => {
      await importGrids(grid, { rows: [gridRow(63)] });
      const wider = await importGrids(grid, { rows: [gridRow(63, { name: '改名网格' })] });
      expect(wider.rows[0].outcome).toBe('UPDATED');
      const [error] = await rowErrors(gridRow(63, { kind: 'RURAL' }));
      expect(error.code).toBe('FIXED_CHANGED');
    });

    it('once public change only by being published', async () => {
      const report = await importGrids(grid, { rows: [gridRow(0, { name: '悄悄改名' })], publish: false });
      expect(report.rows[0].userErrors[0].code).toBe('CHANGE_NEEDS_PUBLICATION');
    });
  });

  describe('of the exclusive kind', () => {
    const mall = {
      kind: 'EXCLUSIVE',
      boundary: plot(0),
      exclusive: { category: 'MARKET', hostUnit: '大商新玛特总店', supervisingFunctions: ['MARKET_REGULATION'] },
    };

    it('[G08] lie over the territorial ones, with category, host unit and departments', async () => {
      const report = await importGrids(grid, { rows: [gridRow(70, mall)] });
      expect(report.rows[0]).toMatchObject({ outcome: 'CREATED', code: '410105001001E001' });
      const { grid: found } = await grid.get(
        CALLERS.public,
        '{ grid(code: "410105001001E001") { exclusive { category categoryLabel hostUnit supervisingFunctions } } }',
      );
      expect(found.exclusive).toEqual({
        category: 'MARKET',
        categoryLabel: '商圈市场',
        hostUnit: '大商新玛特总店',
        supervisingFunctions: ['MARKET_REGULATION'],
      });
    });

    it('do not lie over one another', async () => {
      const [error] = await rowErrors(gridRow(71, mall));
      expect(error.code).toBe('OVERLAPS');
    });
  });

  describe('as drafts', () => {
    it('are for the eyes of their own area only', async () => {
      const { id, code, status } = await draft(20);
      expect(status).toBe('DRAFT');
      const look = `{ grid(id: "${id}") { code } }`;
      expect((await grid.get(CALLERS.countyCoordinator, look)).grid).toEqual({ code });
      for (const stranger of [
        CALLERS.public,
        CALLERS.neighbourCoordinator,
        CALLERS.officer,
        CALLERS.puyangCoordinator,
      ]) {
        expect((await grid.get(stranger, look)).grid).toBeNull();
      }
    });

    it('are listed within the own area, however wide the question', async () => {
      const list = `{ grids(filter: { division: "${ZHENGZHOU.city}", status: DRAFT }) { nodes { externalId } } }`;
      expect((await grid.get(CALLERS.countyCoordinator, list)).grids.nodes).toContainEqual({ externalId: 'grid-20' });
      expect((await grid.get(CALLERS.neighbourCoordinator, list)).grids.nodes).toEqual([]);
      expect((await grid.get(CALLERS.public, list.replace('externalId', 'code'))).grids.nodes).toEqual([]);
    });

    it('sent twice are one draft', async () => {
      const [first, second] = [await draft(21), await draft(21)];
      expect(second).toEqual(first);
    });

    it('are published by one command and public from then on', async () => {
      const { id, version } = await draft(22);
      const { grid: published } = await command('publishGrid', { id, expectedVersion: version });
      expect(published.status).toBe('PUBLISHED');
      expect((await grid.get(CALLERS.public, `{ grid(id: "${id}") { status } }`)).grid.status).toBe('PUBLISHED');
    });

    it('[G03] that lie on a published grid stay drafts', async () => {
      const { id, version } = await draft(23, { boundary: plot(0) });
      const { grid: published, userErrors } = await command('publishGrid', { id, expectedVersion: version });
      expect(published).toBeNull();
      expect(userErrors[0].code).toBe('OVERLAPS');
    });

    it('that moved on since they were read are a conflict', async () => {
      const { id } = await draft(24);
      const { errors } = await grid.ask(CALLERS.countyCoordinator, COMMAND('publishGrid'), {
        input: { id, expectedVersion: 7 },
      });
      expect(errors[0]?.extensions?.code).toBe('CONFLICT');
    });

    it.each([
      ['the neighbour county', CALLERS.neighbourCoordinator, 'NOT_FOUND'],
      ['another jurisdiction', CALLERS.puyangCoordinator, 'NOT_FOUND'],
      ['a worker', CALLERS.worker, 'FORBIDDEN'],
    ])('are not published by %s', async (_who, caller, code) => {
      const { id, version } = await draft(25);
      const { errors } = await grid.ask(caller, COMMAND('publishGrid'), { input: { id, expectedVersion: version } });
      expect(errors[0]?.extensions?.code).toBe(code);
    });
  });

  describe('in force', () => {
    const fresh = async (number: number) => {
      const { id, version } = await draft(number);
      return (await command('publishGrid', { id, expectedVersion: version })).grid;
    };

    it('[G05] recoded keep the old code resolvable, and it is never given again', async () => {
      const { id, code, version } = await fresh(30);
      const input = { id, expectedVersion: version, reason: '编码规则调整' };
      const { grid: recoded } = await command('recodeGrid', input);
      expect(recoded.formerCodes).toEqual([code]);
      expect((await grid.get(CALLERS.public, `{ grid(code: "${code}") { code } }`)).grid).toEqual({
        code: recoded.code,
      });
      expect((await draft(31)).code > recoded.code).toBe(true);
    });

    it('retired stay on record with the reason, and leave their land', async () => {
      const { id, code, version } = await fresh(32);
      const { grid: retired } = await command('retireGrid', { id, expectedVersion: version, reason: '合并' });
      expect(retired).toMatchObject({ code, status: 'RETIRED', retirement: { reason: '合并' } });
      const report = await importGrids(grid, { rows: [gridRow(33, { boundary: plot(32) })] });
      expect(report.rows[0].outcome).toBe('CREATED');
    });

    it('are not retired without a reason, nor twice', async () => {
      const { id, version } = await fresh(34);
      const without = await command('retireGrid', { id, expectedVersion: version, reason: ' ' });
      expect(without.userErrors[0]).toMatchObject({ code: 'TEXT_LENGTH', field: ['reason'] });
      const { grid: retired } = await command('retireGrid', { id, expectedVersion: version, reason: '合并' });
      const twice = await command('retireGrid', { id, expectedVersion: retired.version, reason: '合并' });
      expect(twice.userErrors[0].code).toBe('WRONG_STATUS');
    });

    it('tell who did what to those of the own area, and to nobody else', async () => {
      const { id, version } = await fresh(36);
      await command('retireGrid', { id, expectedVersion: version, reason: '合并' });
      const look = `{ grid(id: "${id}") { history { act by reason } } }`;
      expect((await grid.get(CALLERS.countyCoordinator, look)).grid.history).toEqual([
        { act: 'DRAFTED', by: 'county_coordinator', reason: null },
        { act: 'PUBLISHED', by: 'county_coordinator', reason: null },
        { act: 'RETIRED', by: 'county_coordinator', reason: '合并' },
      ]);
      expect((await grid.get(CALLERS.neighbourCoordinator, look)).grid.history).toBeNull();
      expect((await grid.ask(CALLERS.public, look)).errors[0]?.extensions?.code).toBe('FORBIDDEN');
    });

    it('are seen but not changed by the neighbour county', async () => {
      const { id, version } = await fresh(35);
      const { errors } = await grid.ask(CALLERS.neighbourCoordinator, COMMAND('retireGrid'), {
        input: { id, expectedVersion: version, reason: '合并' },
      });
      expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
    });
  });
});
