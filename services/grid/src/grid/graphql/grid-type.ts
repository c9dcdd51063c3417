import type { MultiPolygon } from '@gridlink/contracts';
import { gridKindRule } from '@gridlink/jurisdiction';
import { reachesArea } from '@gridlink/subgraph-kit';
import { type GridContext, packOfStored } from '../../context.ts';
import { knownDivisions } from '../../division/graphql/known-divisions.ts';
import { missedNorms } from '../domain/norms.ts';
import type { GridRecord } from '../use-cases/grid-repository.ts';

/** A grid as resolvers pass it on: with its boundary only when a command has just read or written it. */
export type GridParent = GridRecord & { readonly boundary?: MultiPolygon };

type Reference = { readonly id?: string; readonly code?: string };

/** The law's own word for a kind. */
export const kindLabel = ({ jurisdiction, kind }: GridRecord, context: GridContext): string =>
  gridKindRule(packOfStored(context, jurisdiction), kind)?.label.zh ?? kind;

export const gridTypes = {
  Grid: {
    __resolveReference({ id, code }: Reference, { loaders }: GridContext) {
      if (id !== undefined) return loaders.gridReferredTo.load(id);
      return code === undefined ? null : loaders.gridByCode.load(code);
    },
    kindLabel: (grid: GridParent, _args: unknown, context: GridContext) => kindLabel(grid, context),
    division: ({ division }: GridParent, _args: unknown, { loaders }: GridContext) => loaders.division.load(division),
    divisions: ({ areas }: GridParent, _args: unknown, context: GridContext) => knownDivisions(areas, context),
    boundary: ({ id, boundary }: GridParent, _args: unknown, { loaders }: GridContext) =>
      boundary ?? loaders.gridBoundary.load(id),
    exclusive(grid: GridParent, _args: unknown, context: GridContext) {
      if (!grid.exclusive) return null;
      const { categories } = packOfStored(context, grid.jurisdiction).grids.exclusive;
      const category = categories.find(({ code }) => code === grid.exclusive?.category);
      return { ...grid.exclusive, categoryLabel: category?.label.zh ?? grid.exclusive.category };
    },
    /** Whose hands were at work is for those the grid's area belongs to. */
    history: (grid: GridParent, _args: unknown, { scope, loaders }: GridContext) =>
      reachesArea(scope, grid.jurisdiction, grid.areas) ? loaders.gridHistory.load(grid.id) : null,
    retirement: ({ retiredAt, retiredReason }: GridParent) =>
      retiredAt === null ? null : { at: retiredAt, reason: retiredReason ?? '' },
    normWarnings(grid: GridParent, _args: unknown, context: GridContext) {
      const pack = packOfStored(context, grid.jurisdiction);
      return missedNorms(pack.grids.norms, grid).map((finding) => ({
        ...finding,
        article: finding.article === null ? null : pack.cite(finding.article),
      }));
    },
  },
};
