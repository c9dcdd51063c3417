import type { DivisionLevel } from '@gridlink/contracts';
import type { PageRequest, Scope } from '@gridlink/subgraph-kit';
import type { Division } from '../domain/division.ts';

/** A division without its boundary, which is large and seldom asked for. */
export type DivisionRecord = Omit<Division, 'boundary'>;

export type DivisionBoundary = Pick<Division, 'code' | 'areas' | 'boundary'>;

export type DivisionFilter = {
  readonly parent?: string | undefined;
  readonly level?: DivisionLevel | undefined;
  readonly nameContains?: string | undefined;
};

/** A division whose boundary may have changed, and which change it was. */
export type DivisionMove = { readonly code: string; readonly version: number };

/** Divisions are public; a scope bounded to a jurisdiction sees its own only. Lists hold one row more than the page wants. */
export type DivisionRepository = {
  byCodes(scope: Scope, codes: readonly string[]): Promise<readonly DivisionRecord[]>;
  boundariesOf(scope: Scope, codes: readonly string[]): Promise<readonly DivisionBoundary[]>;
  list(scope: Scope, filter: DivisionFilter, page: PageRequest): Promise<readonly DivisionRecord[]>;
  /** Direct children of many divisions, a page for each, in one command. */
  childrenOf(
    scope: Scope,
    codes: readonly string[],
    page: PageRequest,
  ): Promise<ReadonlyMap<string, readonly DivisionRecord[]>>;
  /** Stores divisions that are new or differ; a null boundary leaves the stored one, jurisdictions are added. */
  save(scope: Scope, divisions: readonly Division[], now: Date): Promise<void>;
  /** Divisions with a boundary that changed after `since`. */
  movedSince(scope: Scope, since: Date): Promise<readonly DivisionMove[]>;
};
