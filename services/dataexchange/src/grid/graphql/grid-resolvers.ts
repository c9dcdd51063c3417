import { connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { DataexchangeContext } from '../../context.ts';
import { readGridData } from '../use-cases/read-grid-data.ts';

export const gridResolvers = {
  Grid: {
    __resolveReference: ({ id }: { id: string }) => ({ id }),
    async sharedData({ id }: { id: string }, page: PageArguments, { acting, deps }: DataexchangeContext) {
      const wanted = pageRequest(page);
      const rows = await readGridData(deps, acting, { grid: id, page: wanted });
      return rows === null ? null : connectionOf(rows, wanted, (row) => [row.changedAt, row.id]);
    },
  },
};
