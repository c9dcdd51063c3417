import type { Scope } from '@gridlink/subgraph-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gridRow, PUYANG, ZHENGZHOU } from './land.ts';
import { importGrids, type ServedGrid, serveGrid, settleTheLand } from './served-grid.ts';
import { commandsOf, watchQueries } from './watched-queries.ts';

const PAGE = { limit: 20, after: null };
const NEXT_PAGE = { limit: 20, after: ['410105001001U001'] };
const COORDINATOR: Scope = { reach: 'BOUNDED', jurisdiction: 'zhengzhou', area: ZHENGZHOU.county };
const PUBLIC: Scope = { reach: 'PUBLIC' };
const SYSTEM: Scope = { reach: 'SYSTEM', reason: 'test' };
const LATER = new Date('2999-01-01T00:00:00Z');

type Repositories = ServedGrid['service']['deps'];

describe('every query', () => {
  let grid: ServedGrid;
  let queries: Awaited<ReturnType<typeof watchQueries>>;
  let ids: readonly string[];

  beforeAll(async () => {
    grid = await serveGrid();
    await settleTheLand(grid);
    await importGrids(grid, { rows: Array.from({ length: 12 }, (_, number) => gridRow(number)) });
    await grid.service.settled();
    queries = await watchQueries(grid.database);
    const found = await queries.repositories.grids.list(
      PUBLIC,
      { areas: [ZHENGZHOU.county], status: 'PUBLISHED' },
      PAGE,
    );
    ids = found.map(({ id }) => id);
  });
  afterAll(async () => {
    await queries.stop();
    await grid.stop();
  });

  it.each<[string, (deps: Pick<Repositories, 'grids' | 'divisions' | 'itemLists'>) => Promise<unknown>]>([
    ['grids by id', ({ grids }) => grids.byIds(COORDINATOR, ids)],
    ['grids by code', ({ grids }) => grids.byCodes(PUBLIC, ['410105001001U001'])],
    ['boundaries by id', ({ grids }) => grids.boundariesOf(PUBLIC, ids)],
    ['grids by external id', ({ grids }) => grids.wholeByExternalIds(SYSTEM, 'zhengzhou', ['grid-1', 'grid-2'])],
    [
      'published grids of an area',
      ({ grids }) => grids.list(COORDINATOR, { areas: [ZHENGZHOU.county], status: 'PUBLISHED' }, NEXT_PAGE),
    ],
    [
      'grids of a kind',
      ({ grids }) => grids.list(PUBLIC, { areas: [ZHENGZHOU.county], status: 'PUBLISHED', kind: 'URBAN' }, PAGE),
    ],
    [
      'grids outside of the norm',
      ({ grids }) =>
        grids.list(COORDINATOR, { areas: [ZHENGZHOU.county], status: 'PUBLISHED', outsideNorm: true }, PAGE),
    ],
    ['drafts', ({ grids }) => grids.list(COORDINATOR, { areas: [ZHENGZHOU.city], status: 'DRAFT' }, PAGE)],
    ['grids that moved', ({ grids }) => grids.movedSince(SYSTEM, LATER)],
    ['footprints by id', ({ grids }) => grids.footprintsOf(SYSTEM, ids)],
    ['divisions by code', ({ divisions }) => divisions.byCodes(COORDINATOR, [ZHENGZHOU.city])],
    ['children', ({ divisions }) => divisions.list(COORDINATOR, { parent: ZHENGZHOU.city }, PAGE)],
    [
      'a level below a division',
      ({ divisions }) => divisions.list(PUBLIC, { parent: ZHENGZHOU.city, level: 'VILLAGE' }, PAGE),
    ],
    ['a level', ({ divisions }) => divisions.list(PUBLIC, { level: 'COUNTY' }, PAGE)],
    ['a level of a jurisdiction', ({ divisions }) => divisions.list(COORDINATOR, { level: 'COUNTY' }, PAGE)],
    ['all of a jurisdiction', ({ divisions }) => divisions.list(COORDINATOR, {}, PAGE)],
    ['divisions by part of the name', ({ divisions }) => divisions.list(PUBLIC, { nameContains: '街道' }, PAGE)],
    ['divisions that moved', ({ divisions }) => divisions.movedSince(SYSTEM, LATER)],
    [
      'the list in force',
      ({ itemLists }) => itemLists.inForce(PUBLIC, { listId: 'zhengzhou-410100000000', at: LATER }),
    ],
    ['the newest list', ({ itemLists }) => itemLists.newest(SYSTEM, 'zhengzhou-410100000000')],
    ['items that left the list', ({ itemLists }) => itemLists.formerItems(PUBLIC, ['zhengzhou-DISPUTES'])],
  ])('of %s reads an index', async (_what, run) => {
    const plans = await queries.plansOf(run);
    expect(plans).toHaveLength(1);
    expect(plans[0]?.text).toMatch(/IXSCAN|IDHACK|EXPRESS|CLUSTERED/);
    expect(plans[0]?.text).not.toMatch(/COLLSCAN/);
  });

  it.each([1, 10])(
    'a page of %d grids with their divisions, boundaries and labels costs the same few commands',
    async (first) => {
      const count = await commandsOf(grid, () =>
        grid.get(
          { subject: 'public', kind: 'PUBLIC', roles: ['PUBLIC'] },
          `{ grids(filter: { division: "${ZHENGZHOU.county}" }, first: ${first}) { nodes { code kindLabel boundary division { name parent { name } } divisions { name } } } }`,
        ),
      );
      expect(count).toBe(3);
    },
  );

  it.each([1, 10])('%d divisions with their children and grids cost the same few commands', async (first) => {
    const count = await commandsOf(grid, () =>
      grid.get(
        { subject: 'public', kind: 'PUBLIC', roles: ['PUBLIC'] },
        `{ divisions(first: ${first}) { nodes { code children(first: 2) { nodes { name } } grids(first: 2) { nodes { code } } } } }`,
      ),
    );
    expect(count).toBe(3);
  });

  it('of a scope sees nothing of another jurisdiction', async () => {
    const stranger: Scope = { reach: 'BOUNDED', jurisdiction: 'puyang', area: PUYANG.county };
    const { grids, divisions } = queries.repositories;
    expect(await grids.byIds(stranger, ids)).toEqual([]);
    expect(await grids.byCodes(stranger, ['410105001001U001'])).toEqual([]);
    expect((await grids.boundariesOf(stranger, ids)).size).toBe(0);
    expect(await grids.list(stranger, { areas: [ZHENGZHOU.county], status: 'PUBLISHED' }, PAGE)).toEqual([]);
    expect((await grids.publishedIn(stranger, [ZHENGZHOU.county], PAGE)).get(ZHENGZHOU.county)).toEqual([]);
    expect(await divisions.byCodes(stranger, [ZHENGZHOU.county])).toEqual([]);
  });
});
