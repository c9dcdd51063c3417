import type { PageRequest, ReadFields, Scope } from '@gridlink/subgraph-kit';
import type { CountedStore } from '../../figures/use-cases/counted-store.ts';
import type { InsertOutcome, WriteMark } from '../../ticket/use-cases/ticket-repository.ts';
import type { DeliberationNews } from '../domain/announcement.ts';
import type { Deliberation, DeliberationState } from '../domain/deliberation.ts';

/** A deliberation read to be changed; `version` and `sequence` guard the write. */
export type StoredDeliberation = { readonly state: Deliberation; readonly version: number; readonly sequence: number };

/** A deliberation read to be shown. Where fields were named, the others are absent. */
export type DeliberationRow = Deliberation & { readonly version: number };

export type DeliberationFilter = {
  readonly state?: DeliberationState | undefined;
  readonly division?: string | undefined;
  readonly gridId?: string | undefined;
  /** Who convened it. */
  readonly convener?: string | undefined;
  /** Beginning from an instant on, and before another. */
  readonly startsFrom?: Date | undefined;
  readonly startsTo?: Date | undefined;
  /** Whether its time has come and gone at an instant, and it is convened still. */
  readonly overdue?: { readonly at: Date; readonly is: boolean } | undefined;
};

type ListOf<Filter> = { readonly filter: Filter; readonly page: PageRequest; readonly fields?: ReadFields };

export type DeliberationRepository = CountedStore<StoredDeliberation> & {
  insert(
    deliberation: { readonly state: Deliberation; readonly externalKey: string | null },
    mark: WriteMark,
  ): Promise<InsertOutcome>;
  findByExternalKey(scope: Scope, externalKey: string): Promise<DeliberationRow | null>;
  load(scope: Scope, id: string): Promise<StoredDeliberation | null>;
  /** One guarded write; MOVED when somebody else was first, with this meeting or in taking up the same deferred item. */
  save(
    stored: StoredDeliberation,
    next: { readonly state: Deliberation; readonly news: readonly DeliberationNews[] },
    mark: WriteMark,
  ): Promise<'STORED' | 'MOVED'>;
  rowsById(scope: Scope, ids: readonly string[], fields?: ReadFields): Promise<readonly DeliberationRow[]>;
  /** Those with an item of any of these suggestions, tickets or deferred items, the first convened first. */
  about(scope: Scope, sourceIds: readonly string[]): Promise<readonly DeliberationRow[]>;
  /** Newest convened first; one row more than the page wants, when there is one. */
  list(scope: Scope, list: ListOf<DeliberationFilter>): Promise<readonly DeliberationRow[]>;
  /** Whose minutes are published, of a division with all below or of a grid, newest first, likewise; open to all. */
  published(place: string, page: PageRequest): Promise<readonly DeliberationRow[]>;
  /** Claims a deliberation whose tickets are not all made, until `until`; others do not see it till then. */
  claimUnraised(scope: Scope, now: Date, until: Date): Promise<StoredDeliberation | null>;
  countUnraised(scope: Scope, now: Date, most: number): Promise<number>;
  /** All tickets of its resolutions are made. */
  markRaised(id: string): Promise<void>;
};
