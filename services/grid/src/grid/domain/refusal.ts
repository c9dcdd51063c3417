import type { BoundaryRefusal } from '../../boundary/domain/read-boundary.ts';
import type { GridStatus } from './grid.ts';

/** A published grid that a new one would lie on. */
export type Overlap = { readonly code: string; readonly name: string; readonly squareMetres: number };

/** Why a grid is not stored, published or changed. All of them can be mended by the caller. */
export type GridRefusal =
  | { readonly kind: 'BOUNDARY'; readonly boundary: BoundaryRefusal }
  | {
      readonly kind: 'TEXT_LENGTH';
      readonly field: 'externalId' | 'name' | 'reason' | 'hostUnit';
      readonly most: number;
    }
  | { readonly kind: 'FIGURE_RANGE'; readonly field: 'households' | 'residents'; readonly most: number }
  | { readonly kind: 'DIVISION_UNKNOWN'; readonly division: string }
  | { readonly kind: 'DIVISION_LEVEL'; readonly division: string; readonly level: string }
  | { readonly kind: 'DIVISION_ELSEWHERE'; readonly division: string }
  | { readonly kind: 'OUT_OF_REACH'; readonly division: string }
  | { readonly kind: 'EXCLUSIVE_MISSING' }
  | { readonly kind: 'EXCLUSIVE_UNWANTED' }
  | { readonly kind: 'CATEGORY_UNKNOWN'; readonly category: string; readonly known: readonly string[] }
  | { readonly kind: 'FUNCTION_UNKNOWN'; readonly functions: readonly string[] }
  | { readonly kind: 'FIXED_CHANGED'; readonly field: 'kind' | 'division' }
  | { readonly kind: 'WRONG_STATUS'; readonly status: GridStatus; readonly wanted: GridStatus }
  | { readonly kind: 'CHANGE_NEEDS_PUBLICATION' }
  | { readonly kind: 'REPEATED_IN_BATCH'; readonly externalId: string }
  | { readonly kind: 'OUTSIDE_TERRITORY'; readonly territory: string; readonly squareMetres: number }
  | { readonly kind: 'OVERLAPS'; readonly grids: readonly Overlap[] }
  | { readonly kind: 'CODES_EXHAUSTED'; readonly division: string };
