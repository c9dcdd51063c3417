import type { Pack } from '@gridlink/jurisdiction';
import type { Scope } from '@gridlink/subgraph-kit';
import type { DivisionRepository } from '../../division/use-cases/division-repository.ts';
import type { Atlas } from '../../place/atlas.ts';
import type { GridRefusal } from '../domain/refusal.ts';
import type { GridRepository, PublicationTurns, SerialCounter, StoredGrid, WriteMoment } from './grid-repository.ts';

/** What the commands on grids work with. */
export type GridDeps = {
  readonly grids: GridRepository;
  readonly divisions: DivisionRepository;
  readonly serials: SerialCounter;
  readonly turns: PublicationTurns;
  readonly atlas: Atlas;
  readonly newId: () => string;
};

/** Who commands, when. */
export type GridCall = WriteMoment & { readonly scope: Scope };

export type PackedCall = GridCall & { readonly pack: Pack };

export type GridOutcome = { readonly grid: StoredGrid } | { readonly refusals: readonly GridRefusal[] };
