import { type Pack, type Packs, roleRule } from '@gridlink/jurisdiction';
import { connectionOf, type PageArguments, pageRequest, reachesArea, type Scope } from '@gridlink/subgraph-kit';
import type { PersonnelContext } from '../../context.ts';
import type { PostGap, StaffedGrid } from '../domain/staffed-grid.ts';
import { staffingRule } from '../domain/staffing-gap.ts';
import type { StaffedGrids } from '../use-cases/staffed-grid-repository.ts';

function postGap(pack: Pack, { kind }: StaffedGrid, gap: PostGap) {
  const rule = staffingRule(pack, kind, gap.position);
  const label = rule && roleRule(pack, rule.role)?.label.zh;
  return { ...gap, positionLabel: label ?? gap.position, article: rule?.article ? pack.cite(rule.article) : null };
}

/** Gaps are the affair of whoever supervises the grid or leads it. */
const concerns = (scope: Scope, grid: StaffedGrid): boolean =>
  reachesArea(scope, grid.jurisdiction, grid.areas) ||
  (scope.reach === 'BOUNDED' && scope.grids !== undefined && scope.grids.includes(grid.id));

export const staffingResolvers = ({ grids, packs }: { readonly grids: StaffedGrids; readonly packs: Packs }) => ({
  Query: {
    async staffingGaps(
      _: unknown,
      { division, ...page }: { division?: string | null } & PageArguments,
      { scope }: PersonnelContext,
    ) {
      const request = pageRequest(page);
      const rows = await grids.listShort(scope, division ?? null, request);
      return connectionOf(rows, request, ({ code }) => [code]);
    },
  },
  StaffingGap: {
    grid: ({ id }: StaffedGrid) => ({ id }),
    gridCode: ({ code }: StaffedGrid) => code,
    gridName: ({ name }: StaffedGrid) => name,
    division: ({ division }: StaffedGrid) => ({ code: division }),
    since: ({ shortSince }: StaffedGrid) => shortSince,
    posts(grid: StaffedGrid) {
      const pack = packs.get(grid.jurisdiction);
      return pack ? grid.gaps.map((gap) => postGap(pack, grid, gap)) : [];
    },
  },
  Grid: {
    async staffingGap({ id }: { id: string }, _: unknown, { loaders, scope }: PersonnelContext) {
      const grid = await loaders.staffedGrid.load(id);
      return grid?.short && concerns(scope, grid) ? grid : null;
    },
  },
});
