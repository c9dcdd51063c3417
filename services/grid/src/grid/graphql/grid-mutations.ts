import type { CoordinateSystem } from '@gridlink/geo-index';
import type { Pack } from '@gridlink/jurisdiction';
import { notFound } from '@gridlink/subgraph-kit';
import { type GridContext, packOf, packOfStored } from '../../context.ts';
import { importRow, rowCountError } from '../../import-row/import-row.ts';
import type { GridRow } from '../domain/check-row.ts';
import { type GridTarget, publishGrid, recodeGrid, retireGrid } from '../use-cases/change-grid.ts';
import type { GridOutcome } from '../use-cases/grid-deps.ts';
import { type GridRowResult, importGrids, MOST_GRID_ROWS } from '../use-cases/import-grids.ts';
import { gridError, normText } from './refusal-text.ts';

type Input<T> = { readonly input: T };

type ImportInput = {
  readonly jurisdiction: string;
  readonly rows: readonly GridRow[];
  readonly publish: boolean;
  readonly system: CoordinateSystem;
  readonly dryRun: boolean;
};

type DraftInput = { readonly jurisdiction: string; readonly grid: GridRow; readonly system: CoordinateSystem };

const rowOf = (pack: Pack, result: GridRowResult, index: number) =>
  importRow(index, result, {
    userErrors: result.refusals.map((refusal) => gridError(pack, refusal)),
    warnings: result.warnings.map((warning) => normText(pack, warning)),
  });

/** The pack of the grid a command names, as far as the caller may see that grid. */
async function packOfGrid(context: GridContext, id: string): Promise<Pack> {
  const [grid] = await context.deps.grids.byIds(context.scope, [id]);
  if (!grid) throw notFound();
  return packOfStored(context, grid.jurisdiction);
}

const payload = (pack: Pack, outcome: GridOutcome) =>
  'grid' in outcome
    ? { grid: outcome.grid, userErrors: [] }
    : { grid: null, userErrors: outcome.refusals.map((refusal) => gridError(pack, refusal)) };

export const gridMutations = {
  async importGrids(_root: unknown, { input }: Input<ImportInput>, context: GridContext) {
    const pack = packOf(context, input.jurisdiction);
    const count = rowCountError(input.rows.length, MOST_GRID_ROWS);
    if (count) return { rows: [], userErrors: [count] };
    const results = await importGrids(context.deps, { ...context.call(), ...input, pack });
    return { rows: results.map((result, index) => rowOf(pack, result, index)), userErrors: [] };
  },

  async draftGrid(_root: unknown, { input }: Input<DraftInput>, context: GridContext) {
    const pack = packOf(context, input.jurisdiction);
    const { grid, system } = input;
    const command = { ...context.call(), pack, rows: [grid], system, publish: false, dryRun: false };
    const [result] = await importGrids(context.deps, command);
    const userErrors = (result?.refusals ?? [])
      .map((refusal) => gridError(pack, refusal))
      .map((error) => ({ ...error, field: ['grid', ...error.field] }));
    const stored = userErrors.length === 0 && result?.id ? await context.loaders.grid.load(result.id) : null;
    return { grid: stored, userErrors };
  },

  async publishGrid(_root: unknown, { input }: Input<GridTarget>, context: GridContext) {
    const pack = await packOfGrid(context, input.id);
    return payload(pack, await publishGrid(context.deps, context.call(), input));
  },

  async retireGrid(_root: unknown, { input }: Input<GridTarget & { reason: string }>, context: GridContext) {
    const pack = await packOfGrid(context, input.id);
    return payload(pack, await retireGrid(context.deps, context.call(), input));
  },

  async recodeGrid(_root: unknown, { input }: Input<GridTarget & { reason: string }>, context: GridContext) {
    const pack = await packOfGrid(context, input.id);
    return payload(pack, await recodeGrid(context.deps, { ...context.call(), pack }, input));
  },
};
