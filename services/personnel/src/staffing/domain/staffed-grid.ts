import type { GridKind } from '@gridlink/contracts';

/** One post of which a grid has fewer than the law's minimum. */
export type PostGap = { readonly position: string; readonly required: number; readonly present: number };

/** What this service keeps of a published grid, and what its staffing lacks (P02). */
export type StaffedGrid = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: GridKind;
  readonly jurisdiction: string;
  readonly division: string;
  readonly areas: readonly string[];
  readonly retired: boolean;
  /** True while `gaps` has any; lists are read by it. */
  readonly short: boolean;
  readonly shortSince: Date | null;
  readonly gaps: readonly PostGap[];
  /** Guards the gaps: counted from one reading, they are stored only if nobody stored newer ones. */
  readonly version: number;
};
