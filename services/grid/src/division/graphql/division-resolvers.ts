import type { DivisionLevel } from '@gridlink/contracts';
import type { CoordinateSystem } from '@gridlink/geo-index';
import { badUserInput, type Connection, connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import { type GridContext, packOf } from '../../context.ts';
import { gridConnection } from '../../grid/graphql/grid-connection.ts';
import { importRow, rowCountError } from '../../import-row/import-row.ts';
import type { DivisionRow } from '../domain/check-row.ts';
import type { DivisionRecord } from '../use-cases/division-repository.ts';
import { importDivisions, MOST_DIVISION_ROWS } from '../use-cases/import-divisions.ts';
import { knownDivisions } from './known-divisions.ts';
import { divisionError } from './refusal-text.ts';

type DivisionsArguments = PageArguments & {
  readonly parent?: string | null;
  readonly level?: DivisionLevel | null;
  readonly nameContains?: string | null;
};

type ImportArguments = {
  readonly input: {
    readonly jurisdiction: string;
    readonly rows: readonly DivisionRow[];
    readonly system: CoordinateSystem;
    readonly dryRun: boolean;
  };
};

const MOST_NAME_PART = 20;

const divisionConnection = (rows: readonly DivisionRecord[], page: ReturnType<typeof pageRequest>) =>
  connectionOf(rows, page, ({ code }) => [code]);

function namePart(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined) return undefined;
  const part = text.trim();
  if (part.length >= 1 && part.length <= MOST_NAME_PART) return part;
  throw badUserInput(
    `nameContains 须为 1 到 ${MOST_NAME_PART} 个字 (1 to ${MOST_NAME_PART} characters)`,
    'nameContains',
  );
}

export const divisionQueries = {
  division: (_root: unknown, { code }: { code: string }, { loaders }: GridContext) => loaders.division.load(code),

  async divisions(_root: unknown, args: DivisionsArguments, { deps, scope }: GridContext) {
    const page = pageRequest(args);
    const filter = {
      parent: args.parent ?? undefined,
      level: args.level ?? undefined,
      nameContains: namePart(args.nameContains),
    };
    return divisionConnection(await deps.divisions.list(scope, filter, page), page);
  },
};

export const divisionMutations = {
  async importDivisions(_root: unknown, { input }: ImportArguments, context: GridContext) {
    const pack = packOf(context, input.jurisdiction);
    const count = rowCountError(input.rows.length, MOST_DIVISION_ROWS);
    if (count) return { rows: [], userErrors: [count] };
    const results = await importDivisions(context.deps.divisions, { ...input, pack, ...context.call() });
    const rows = results.map((result, index) =>
      importRow(index, result, { userErrors: result.refusals.map(divisionError) }),
    );
    return { rows, userErrors: [] };
  },
};

export const divisionTypes = {
  Division: {
    __resolveReference: ({ code }: { code: string }, { loaders }: GridContext) => loaders.division.load(code),
    parent: ({ parent }: DivisionRecord, _args: unknown, { loaders }: GridContext) =>
      parent === null ? null : loaders.division.load(parent),
    ancestors: ({ areas }: DivisionRecord, _args: unknown, context: GridContext) =>
      knownDivisions(areas.slice(0, -1), context),
    async children({ code }: DivisionRecord, args: PageArguments, { loaders }: GridContext) {
      const page = pageRequest(args);
      return divisionConnection(await loaders.children.load({ owner: code, page }), page);
    },
    async grids({ code }: DivisionRecord, args: PageArguments, { loaders }: GridContext): Promise<Connection<unknown>> {
      const page = pageRequest(args);
      return gridConnection(await loaders.gridsIn.load({ owner: code, page }), page);
    },
    boundary: async ({ code }: DivisionRecord, _args: unknown, { loaders }: GridContext) =>
      (await loaders.divisionBoundary.load(code))?.boundary ?? null,
  },
};
