import type { GridSnapshot } from '@gridlink/contracts';
import type { Grid } from './grid.ts';

/** What other services keep of a published grid. */
export function snapshotOf(grid: Grid & { readonly id: string }): GridSnapshot {
  if (!grid.effectiveFrom) throw new Error(`grid ${grid.id} was never published`);
  return {
    id: grid.id,
    code: grid.code,
    formerCodes: [...grid.formerCodes],
    name: grid.name,
    kind: grid.kind,
    jurisdiction: grid.jurisdiction,
    division: grid.division,
    areas: [...grid.areas],
    boundary: grid.boundary,
    effectiveFrom: grid.effectiveFrom.toISOString(),
    ...(grid.exclusive
      ? { exclusive: { ...grid.exclusive, supervisingFunctions: [...grid.exclusive.supervisingFunctions] } }
      : {}),
  };
}
