import type { GridKind, MultiPolygon } from '@gridlink/contracts';
import type { EventDraft, WriteResult } from '@gridlink/event-bus';
import type { PageRequest, ReadFields, Scope } from '@gridlink/subgraph-kit';
import type { Grid, GridStatus, HistoryEntry } from '../domain/grid.ts';

type Stored = { readonly id: string; readonly version: number; readonly sequence: number };

/** A grid without its boundary, which is large and seldom asked for. */
export type GridRecord = Omit<Grid, 'boundary'> & Stored;

/** A grid whole, as commands need it. */
export type StoredGrid = Grid & Stored;

export type GridFilter = {
  /** Divisions any of which the grid lies in; at least one, as every list is read by area. */
  readonly areas: readonly string[];
  readonly status: GridStatus;
  readonly kind?: GridKind | undefined;
  readonly outsideNorm?: boolean | undefined;
};

/** What the atlas keeps of a grid. */
export type Footprint = {
  readonly id: string;
  readonly version: number;
  readonly kind: GridKind;
  readonly status: GridStatus;
  readonly boundary: MultiPolygon;
};

export type GridMove = { readonly id: string; readonly version: number };

export type NewGrid = { readonly grid: Grid & { readonly id: string }; readonly drafts: readonly EventDraft[] };

/** When and by whose hand (account or program) something is written. */
export type WriteMoment = { readonly now: Date; readonly by: string; readonly traceparent: string | undefined };

export type GridWrite = {
  readonly change: Partial<Grid>;
  readonly act: HistoryEntry['act'];
  readonly reason?: string;
  readonly drafts: readonly EventDraft[];
  readonly moment: WriteMoment;
};

/**
 * Everybody sees what is published or was; drafts are seen by whoever's area they lie in. A scope bounded to a jurisdiction sees nothing
 * of another. Lists hold one row more than the page wants.
 */
export type GridRepository = {
  byIds(scope: Scope, ids: readonly string[], fields?: ReadFields): Promise<readonly GridRecord[]>;
  /** By current or former codes. */
  /** For references from other services: may be two seconds behind another process's writes. */
  referredTo(scope: Scope, ids: readonly string[]): Promise<readonly GridRecord[]>;
  byCodes(scope: Scope, codes: readonly string[], fields?: ReadFields): Promise<readonly GridRecord[]>;
  boundariesOf(scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, MultiPolygon>>;
  /** What was done to grids and by whom, oldest first. */
  historiesOf(scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, readonly HistoryEntry[]>>;
  whole(scope: Scope, id: string): Promise<StoredGrid | null>;
  wholeByExternalIds(
    scope: Scope,
    jurisdiction: string,
    externalIds: readonly string[],
  ): Promise<readonly StoredGrid[]>;
  list(scope: Scope, filter: GridFilter, page: PageRequest): Promise<readonly GridRecord[]>;
  /** Published grids of many divisions, a page for each, in one command. */
  publishedIn(
    scope: Scope,
    divisions: readonly string[],
    page: PageRequest,
  ): Promise<ReadonlyMap<string, readonly GridRecord[]>>;
  insert(rows: readonly NewGrid[], moment: WriteMoment): Promise<readonly WriteResult[]>;
  /** One guarded write: state, history and events. */
  change(grid: StoredGrid, write: GridWrite): Promise<WriteResult>;
  /** Footprints of all published grids, for the atlas's start. */
  publishedFootprints(scope: Scope): AsyncIterable<Footprint>;
  footprintsOf(scope: Scope, ids: readonly string[]): Promise<readonly Footprint[]>;
  /** Grids written after `since`. */
  movedSince(scope: Scope, since: Date): Promise<readonly GridMove[]>;
};

/** Serials of codes, counted for ever upwards: what was taken and not used stays unused. */
export type SerialCounter = {
  /** Takes `count` serials of a sequence and answers the first. */
  take(sequence: string, count: number): Promise<number>;
};

/**
 * Publications of one county take turns, on all replicas: whether grids overlap cannot be guarded by a write to one of them.
 */
export type PublicationTurns = {
  /** Runs the work while holding the turns. @throws CONFLICT when others hold one for too long */
  take<T>(counties: readonly string[], work: () => Promise<T>): Promise<T>;
};
