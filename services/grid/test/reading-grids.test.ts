import { everyField } from '@gridlink/test-kit';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CALLERS, gridRow } from './land.ts';
import { importGrids, type ServedGrid, serveGrid, settleTheLand } from './served-grid.ts';

let grid: ServedGrid;
beforeAll(async () => {
  grid = await serveGrid();
  await settleTheLand(grid);
});
afterAll(() => grid.stop());

it('answers each field of a grid alone as among all others', async () => {
  const { rows } = await importGrids(grid, { rows: [gridRow(1)] });
  const { alone, together } = await everyField({
    ask: (query, variables) => grid.ask(CALLERS.countyCoordinator, query, variables),
    type: 'Grid',
    query: (selection) => `{ grid(code: "${rows[0].code}") { ${selection} } }`,
  });
  expect(alone).toEqual(together);
});
