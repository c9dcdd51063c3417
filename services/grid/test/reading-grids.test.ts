import { everyField } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CALLERS, gridRow, ZHENGZHOU } from './land.ts';
import { importGrids, type ServedGrid, serveGrid, settleTheLand } from './served-grid.ts';

describe('grids in force', () => {
  let grid: ServedGrid;
  beforeAll(async () => {
    grid = await serveGrid();
    await settleTheLand(grid);
    await importGrids(grid, { rows: [gridRow(0), gridRow(1), gridRow(2)] });
  });
  afterAll(() => grid.stop());

  it('answer each field alone as among all others', async () => {
    const { alone, together } = await everyField({
      ask: (query, variables) => grid.ask(CALLERS.countyCoordinator, query, variables),
      type: 'Grid',
      query: (selection) => `{ grid(code: "410105001001U001") { ${selection} } }`,
    });
    expect(alone).toEqual(together);
  });

  it.each(['bm90IGpzb24', Buffer.from('[]').toString('base64url'), Buffer.from('[7]').toString('base64url')])(
    'are not listed after the cursor %s, which is none',
    async (after) => {
      const { errors } = await grid.ask(
        CALLERS.public,
        `{ grids(filter: { division: "${ZHENGZHOU.county}" }, after: "${after}") { nodes { id } } }`,
      );
      expect(errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    },
  );

  it('do not exist for somebody bounded to another jurisdiction', async () => {
    const query = `{ grid(code: "410105001001U001") { code } grids(filter: { division: "${ZHENGZHOU.county}" }) { nodes { code } } }`;
    expect(await grid.get(CALLERS.puyangCoordinator, query)).toEqual({ grid: null, grids: { nodes: [] } });
  });

  it.each([
    ['the public', '{ grid(code: "410105001001U001") { households } }'],
    [
      'the public by a filter',
      `{ grids(filter: { division: "${ZHENGZHOU.county}", outsideNorm: true }) { nodes { id } } }`,
    ],
  ])('do not tell their size to %s', async (_who, query) => {
    const { errors } = await grid.ask(CALLERS.public, query);
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('resolve as entities, by id and by code', async () => {
    const { grid: known } = await grid.get(CALLERS.public, '{ grid(code: "410105001001U001") { id } }');
    const { _entities } = await grid.get(
      CALLERS.public,
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Grid { code kindLabel division { name } } } }',
      {
        r: [
          { __typename: 'Grid', id: known.id },
          { __typename: 'Grid', code: '410105001001U001' },
        ],
      },
    );
    const entity = { code: '410105001001U001', kindLabel: '城市社区网格', division: { name: '省委社区' } };
    expect(_entities).toEqual([entity, entity]);
  });

  it('are listed by whoever names a division, a page at a time', async () => {
    const page = (after: string) =>
      `{ grids(filter: { division: "${ZHENGZHOU.county}", kind: URBAN }, first: 2${after}) { nodes { code } pageInfo { endCursor } } }`;
    const first = (await grid.get(CALLERS.public, page(''))).grids;
    const second = (await grid.get(CALLERS.public, page(`, after: "${first.pageInfo.endCursor}"`))).grids;
    expect(first.nodes.map(({ code }: { code: string }) => code)).toEqual(['410105001001U001', '410105001001U002']);
    expect(second.nodes[0].code).toBe('410105001001U003');
  });

  it('are listed for an officer in the own jurisdiction without naming one', async () => {
    const { grids } = await grid.get(CALLERS.officer, '{ grids(filter: {}, first: 1) { nodes { code } } }');
    expect(grids.nodes).toHaveLength(1);
    const { errors } = await grid.ask(CALLERS.public, '{ grids(filter: {}) { nodes { code } } }');
    expect(errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });
});
