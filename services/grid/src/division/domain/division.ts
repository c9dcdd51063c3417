import type { DivisionLevel, MultiPolygon } from '@gridlink/contracts';

export type Division = {
  /** 12 digits. */
  readonly code: string;
  readonly name: string;
  readonly level: DivisionLevel;
  /** Code of the division above, null for a province. */
  readonly parent: string | null;
  /** All divisions it lies in, highest first, itself included. */
  readonly areas: readonly string[];
  /** A province belongs to every jurisdiction below it that imported it. */
  readonly jurisdictions: readonly string[];
  /** GCJ-02; null where none is on record. */
  readonly boundary: MultiPolygon | null;
};
