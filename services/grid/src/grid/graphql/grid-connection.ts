import { type Connection, connectionOf, type PageRequest } from '@gridlink/subgraph-kit';
import type { GridRecord } from '../use-cases/grid-repository.ts';

/** A page of grids; lists of them go by code. */
export const gridConnection = (rows: readonly GridRecord[], page: PageRequest): Connection<GridRecord> =>
  connectionOf(rows, page, ({ code }) => [code]);
