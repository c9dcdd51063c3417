import { createPolygonIndex } from '@gridlink/geo-index';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readBoundaries, readPlan } from '../plan.ts';
import { type DivisionRow, readDivisions } from './divisions.ts';
import { type PlannedGrid, planGrids } from './plan-grids.ts';

describe('the territory of the demonstration', () => {
  const plan = readPlan();
  let divisions: DivisionRow[];
  let grids: PlannedGrid[];
  const county = '330205000000';
  const boundary = readBoundaries('330200.geojson').get(county);

  beforeAll(async () => {
    if (!boundary) throw new Error('no such county');
    divisions = await readDivisions(['3302']);
    grids = planGrids(plan, { code: county, boundary }, divisions);
  });

  it('knows the real divisions from the province down to the village', () => {
    expect(divisions.filter((row) => row.level === 'VILLAGE')).toHaveLength(3042);
    expect(divisions.find((row) => row.code === county)).toMatchObject({ level: 'COUNTY' });
    expect(divisions[0]).toMatchObject({ level: 'PROVINCE', code: '330000000000' });
  });

  it('holds nothing from outside the territory', () => {
    expect(divisions.filter((row) => !row.code.startsWith('3302') && row.code !== '330000000000')).toEqual([]);
  });

  it('takes no neighbour for its own because their codes begin alike', async () => {
    const names = (await readDivisions(['3715'])).filter(
      (row) => row.level !== 'TOWN' && row.level !== 'VILLAGE' && row.level !== 'COUNTY',
    );
    expect(names.map((row) => row.code)).toEqual(['370000000000', '371500000000']);
  });

  it('draws at least one grid in every inhabited community', () => {
    expect(new Set(grids.map((grid) => grid.division)).size).toBeGreaterThan(140);
  });

  it('gives every grid a name and an identifier of its own', () => {
    expect(new Set(grids.map((grid) => grid.externalId)).size).toBe(grids.length);
  });

  it('leaves no point of the county without a grid and none in two', () => {
    if (!boundary) throw new Error('no such county');
    const index = createPolygonIndex<string>();
    for (const grid of grids) index.add(grid.externalId, grid.boundary);
    for (const grid of grids) expect(index.locate(...grid.center)).toEqual([grid.externalId]);
  });

  it('is the same at every run', () => {
    if (!boundary) throw new Error('no such county');
    expect(planGrids(plan, { code: county, boundary }, divisions)).toEqual(grids);
  });
});
