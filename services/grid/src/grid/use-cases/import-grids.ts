import { gridPublished } from '@gridlink/contracts';
import type { EventDraft, WriteResult } from '@gridlink/event-bus';
import { conflict } from '@gridlink/subgraph-kit';
import type { Grid } from '../domain/grid.ts';
import type { NormFinding } from '../domain/norms.ts';
import type { GridRefusal } from '../domain/refusal.ts';
import { snapshotOf } from '../domain/snapshot.ts';
import { allotCodes } from './allot-codes.ts';
import { checkRows, type ImportGrids, type PlannedRow } from './check-rows.ts';
import type { GridDeps } from './grid-deps.ts';
import { createPlacement, turnOf } from './placement.ts';

export type GridRowResult = {
  /** Null for a refused row that was never stored, and for a new row of a dry run. */
  readonly code: string | null;
  readonly id: string | null;
  readonly outcome: 'CREATED' | 'UNCHANGED' | 'UPDATED' | 'REFUSED';
  readonly warnings: readonly NormFinding[];
  readonly refusals: readonly GridRefusal[];
};

type StoreRow = Extract<PlannedRow, { kind: 'STORE' }>;

export const MOST_GRID_ROWS = 200;

/** Another import of the same rows at the same moment: read again and go on from what it stored. */
const MOST_ATTEMPTS = 3;

/**
 * Draws grids from outside, idempotent by external id: the county body's own work, so no row is trusted. A row is refused or stored
 * whole, the others go on. Publishing takes the counties' turns, so that two imports at once cannot publish grids over each other.
 */
export async function importGrids(deps: GridDeps, command: ImportGrids): Promise<readonly GridRowResult[]> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const results = await importOnce(deps, command);
    if (results) return results;
  }
  throw conflict();
}

async function importOnce(deps: GridDeps, command: ImportGrids): Promise<readonly GridRowResult[] | undefined> {
  const planned = await checkRows(deps, command);
  const publishing = planned.filter((row) => row.kind === 'STORE' && row.publishes) as StoreRow[];
  if (command.dryRun || publishing.length === 0) return store(deps, command, await placed(deps, planned));
  return deps.turns.take(
    publishing.map(({ grid }) => turnOf(grid.areas)),
    async () => {
      await deps.atlas.refresh();
      return store(deps, command, await placed(deps, planned));
    },
  );
}

/** The same rows, those refused that do not fit onto the land. Drafts may lie anywhere: they are looked at when they are published. */
async function placed(deps: GridDeps, planned: readonly PlannedRow[]): Promise<readonly PlannedRow[]> {
  const placement = createPlacement(deps);
  const result: PlannedRow[] = [];
  for (const row of planned) {
    const refusals = row.kind === 'STORE' && row.publishes ? await placement.place(row.grid) : [];
    result.push(refusals.length > 0 ? { kind: 'REFUSED', known: row.known, refusals } : row);
  }
  return result;
}

/** Undefined when another import was first with one of the rows. */
async function store(
  deps: GridDeps,
  command: ImportGrids,
  rows: readonly PlannedRow[],
): Promise<readonly GridRowResult[] | undefined> {
  if (command.dryRun) return rows.map((row) => resultOf(row, row.known?.code ?? null));
  const fresh = rows.filter((row): row is StoreRow => row.kind === 'STORE' && row.known === null);
  const codes = await allotCodes(
    deps.serials,
    command.pack,
    fresh.map(({ grid }) => grid),
  );
  const codeOf = new Map(fresh.map((row, index) => [row as PlannedRow, codes[index] ?? null]));
  const writes = await Promise.all([insertAll(deps, command, fresh, codes), ...changes(deps, command, rows)]);
  if (writes.flat().some((write) => write.kind !== 'STORED')) return undefined;
  return rows.map((row) => {
    const code = row.known?.code ?? codeOf.get(row) ?? null;
    return row.kind === 'STORE' && code === null ? codesExhausted(row.grid.division) : resultOf(row, code);
  });
}

const codesExhausted = (division: string): GridRowResult => ({
  code: null,
  id: null,
  outcome: 'REFUSED',
  warnings: [],
  refusals: [{ kind: 'CODES_EXHAUSTED', division }],
});

async function insertAll(
  deps: GridDeps,
  command: ImportGrids,
  rows: readonly StoreRow[],
  codes: readonly (string | null)[],
): Promise<readonly WriteResult[]> {
  const complete = rows.flatMap((row, index) => {
    const code = codes[index];
    return code ? [{ grid: { ...row.grid, code, formerCodes: [] }, publishes: row.publishes }] : [];
  });
  if (complete.length === 0) return [];
  const writes = await deps.grids.insert(
    complete.map(({ grid, publishes }) => ({ grid, drafts: publishes ? [publication(grid)] : [] })),
    command,
  );
  const stored = complete.filter((_, index) => writes[index]?.kind === 'STORED');
  deps.atlas.show(stored.map(({ grid }) => ({ ...grid, version: 1 })));
  return writes;
}

const changes = (deps: GridDeps, command: ImportGrids, rows: readonly PlannedRow[]): Promise<WriteResult>[] =>
  rows.flatMap((row) => {
    if (row.kind !== 'STORE' || !row.known) return [];
    const { known, grid, publishes } = row;
    const { id: _, ...change } = { ...grid, effectiveFrom: publishes ? command.now : known.effectiveFrom };
    const whole = { ...known, ...change };
    return [
      deps.grids
        .change(known, {
          change,
          act: publishes ? 'PUBLISHED' : 'CHANGED',
          drafts: publishes ? [publication(whole)] : [],
          moment: command,
        })
        .then((write) => {
          if (write.kind === 'STORED') deps.atlas.show([{ ...whole, version: write.version }]);
          return write;
        }),
    ];
  });

const publication = (grid: Grid & { readonly id: string }): EventDraft => ({
  type: gridPublished.type,
  data: { grid: snapshotOf(grid) },
});

function resultOf(row: PlannedRow, code: string | null): GridRowResult {
  const base = { code, id: row.known?.id ?? null, warnings: [], refusals: [] };
  if (row.kind === 'REFUSED') return { ...base, outcome: 'REFUSED', refusals: row.refusals };
  if (row.kind === 'UNCHANGED') return { ...base, outcome: 'UNCHANGED' };
  return { ...base, id: row.grid.id, outcome: row.known ? 'UPDATED' : 'CREATED', warnings: row.warnings };
}
