import { type GridKind, wholeDivisionCode } from '@gridlink/contracts';
import { badUserInput, forbidden, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import { type GridContext, packOfStored } from '../../context.ts';
import type { GridStatus } from '../domain/grid.ts';
import { gridConnection } from './grid-connection.ts';

type GridsArguments = PageArguments & {
  readonly filter: {
    readonly division?: string | null;
    readonly kind?: GridKind | null;
    readonly outsideNorm?: boolean | null;
    readonly status?: GridStatus | null;
  };
};

type GridArguments = { readonly id?: string | null; readonly code?: string | null };

export const gridQueries = {
  grid(_root: unknown, { id, code }: GridArguments, { loaders }: GridContext) {
    if (id) return loaders.grid.load(id);
    if (code) return loaders.gridByCode.load(code);
    throw badUserInput('请给出 id 或 code (give an id or a code)');
  },

  async grids(_root: unknown, args: GridsArguments, context: GridContext) {
    const { filter } = args;
    const page = pageRequest(args);
    // Sizes are not published: a filter on them would tell.
    if (typeof filter.outsideNorm === 'boolean' && context.caller.kind === 'PUBLIC') throw forbidden();
    const found = await context.deps.grids.list(
      context.scope,
      {
        areas: filter.division ? [filter.division] : ownAreas(context),
        status: filter.status ?? 'PUBLISHED',
        kind: filter.kind ?? undefined,
        outsideNorm: filter.outsideNorm ?? undefined,
      },
      page,
    );
    return gridConnection(found, page);
  },
};

/** Where a caller's lists look when no division is named: the own area, else the own jurisdiction. */
function ownAreas(context: GridContext): readonly string[] {
  const { scope } = context;
  if (scope.reach !== 'BOUNDED') throw badUserInput('请给出 filter.division (name a division)', 'filter.division');
  if (scope.area !== undefined) return [scope.area];
  return packOfStored(context, scope.jurisdiction).territory.prefixes.map(wholeDivisionCode);
}
