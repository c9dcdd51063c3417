import { gridPublished, gridRetired } from '@gridlink/contracts';
import { conflict, forbidden, notFound, reachesArea } from '@gridlink/subgraph-kit';
import { published, recoded, retired, statusRefusal } from '../domain/change.ts';
import { fits } from '../domain/check-row.ts';
import type { GridRefusal } from '../domain/refusal.ts';
import { snapshotOf } from '../domain/snapshot.ts';
import { allotCodes } from './allot-codes.ts';
import type { GridCall, GridDeps, GridOutcome, PackedCall } from './grid-deps.ts';
import type { GridWrite, StoredGrid } from './grid-repository.ts';
import { createPlacement, turnOf } from './placement.ts';

export type GridTarget = { readonly id: string; readonly expectedVersion: number };

const MOST_REASON = 200;

/** Publishes a draft. Refused where it lies on another grid of its layer or strays from its territory (G03). */
export async function publishGrid(deps: GridDeps, call: GridCall, target: GridTarget): Promise<GridOutcome> {
  const grid = await targetOf(deps, call, target);
  const wrong = statusRefusal('PUBLISH', grid.status);
  if (wrong) return { refusals: [wrong] };
  return deps.turns.take([turnOf(grid.areas)], async () => {
    await deps.atlas.refresh();
    const refusals = await createPlacement(deps).place(grid);
    if (refusals.length > 0) return { refusals };
    const next = { ...grid, ...published(call.now) };
    const drafts = [{ type: gridPublished.type, data: { grid: snapshotOf(next) } }];
    return write(deps, call, { grid, act: 'PUBLISHED', change: published(call.now), drafts });
  });
}

/** Retires a published grid for a reason; its code stays with it for ever. */
export async function retireGrid(
  deps: GridDeps,
  call: GridCall,
  target: GridTarget & { readonly reason: string },
): Promise<GridOutcome> {
  const grid = await targetOf(deps, call, target);
  const wrong = statusRefusal('RETIRE', grid.status) ?? reasonRefusal(target.reason);
  if (wrong) return { refusals: [wrong] };
  const reason = target.reason.trim();
  const data = { gridId: grid.id, gridCode: grid.code, reason, effectiveFrom: call.now.toISOString() };
  const drafts = [{ type: gridRetired.type, data }];
  return write(deps, call, { grid, act: 'RETIRED', reason, change: retired(call.now, reason), drafts });
}

/** Gives a grid the next code of its division and kind; a published one is made known again under it. */
export async function recodeGrid(
  deps: GridDeps,
  call: PackedCall,
  target: GridTarget & { readonly reason: string },
): Promise<GridOutcome> {
  const grid = await targetOf(deps, call, target);
  const refusal: GridRefusal | undefined =
    grid.status === 'RETIRED'
      ? { kind: 'WRONG_STATUS', status: grid.status, wanted: 'PUBLISHED' }
      : reasonRefusal(target.reason);
  if (refusal) return { refusals: [refusal] };
  const [code] = await allotCodes(deps.serials, call.pack, [grid]);
  if (!code) return { refusals: [{ kind: 'CODES_EXHAUSTED', division: grid.division }] };
  const change = recoded(grid, code);
  const reason = target.reason.trim();
  const drafts =
    grid.status === 'PUBLISHED'
      ? [{ type: gridPublished.type, data: { grid: snapshotOf({ ...grid, ...change }), reason } }]
      : [];
  return write(deps, call, { grid, act: 'RECODED', reason, change, drafts });
}

/** The grid a command names, when the caller may see it, may change it and has read its newest state. */
async function targetOf(deps: GridDeps, { scope }: GridCall, target: GridTarget): Promise<StoredGrid> {
  const grid = await deps.grids.whole(scope, target.id);
  if (!grid) throw notFound();
  if (!reachesArea(scope, grid.jurisdiction, grid.areas)) throw forbidden();
  if (grid.version !== target.expectedVersion) throw conflict();
  return grid;
}

const reasonRefusal = (reason: string): GridRefusal | undefined =>
  fits(reason, MOST_REASON) ? undefined : { kind: 'TEXT_LENGTH', field: 'reason', most: MOST_REASON };

async function write(
  deps: GridDeps,
  moment: GridCall,
  { grid, ...wanted }: Omit<GridWrite, 'moment'> & { readonly grid: StoredGrid },
): Promise<GridOutcome> {
  const result = await deps.grids.change(grid, { ...wanted, moment });
  if (result.kind !== 'STORED') throw conflict();
  const sequence = grid.sequence + wanted.drafts.length;
  const next = { ...grid, ...wanted.change, version: result.version, sequence };
  deps.atlas.show([next]);
  return { grid: next };
}
