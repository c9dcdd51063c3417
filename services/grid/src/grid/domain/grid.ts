import type { GridKind, MultiPolygon } from '@gridlink/contracts';

export const GRID_STATUSES = ['DRAFT', 'PUBLISHED', 'RETIRED'] as const;
/** A draft becomes public, what is public can be retired; nothing comes back and nothing is deleted. */
export type GridStatus = (typeof GRID_STATUSES)[number];

/** Dual management of an exclusive grid (双重管理). */
export type ExclusiveDetails = {
  /** One of the pack's categories. */
  readonly category: string;
  readonly hostUnit: string;
  /** Functions of the supervising departments. */
  readonly supervisingFunctions: readonly string[];
};

/** What the county body draws. */
export type GridContent = {
  readonly name: string;
  readonly kind: GridKind;
  /** 12 digits: community or village, or the town for a grid that spans several. */
  readonly division: string;
  /** GCJ-02. */
  readonly boundary: MultiPolygon;
  readonly households: number | null;
  readonly residents: number | null;
  readonly exclusive: ExclusiveDetails | null;
};

export const GRID_ACTS = ['DRAFTED', 'CHANGED', 'PUBLISHED', 'RECODED', 'RETIRED'] as const;

/** One line of a grid's history: who did what, when and why. */
export type HistoryEntry = {
  readonly at: Date;
  readonly act: (typeof GRID_ACTS)[number];
  /** Account or program. */
  readonly by: string;
  readonly reason: string | null;
};

export type Grid = GridContent & {
  readonly jurisdiction: string;
  /** Its id in the system it came from, unique in the jurisdiction. */
  readonly externalId: string;
  /** All divisions it lies in, highest first, its own included. */
  readonly areas: readonly string[];
  readonly code: string;
  /** Newest last. */
  readonly formerCodes: readonly string[];
  readonly status: GridStatus;
  readonly squareMetres: number;
  /** Outside of its pack's sizing norm, as far as figures are known. */
  readonly outsideNorm: boolean;
  readonly effectiveFrom: Date | null;
  readonly retiredAt: Date | null;
  readonly retiredReason: string | null;
};

/** Urban and rural grids cover the land once; exclusive grids lie over them, and also cover it only once. */
export type Layer = 'TERRITORIAL' | 'EXCLUSIVE';

export const layerOf = (kind: GridKind): Layer => (kind === 'EXCLUSIVE' ? 'EXCLUSIVE' : 'TERRITORIAL');
