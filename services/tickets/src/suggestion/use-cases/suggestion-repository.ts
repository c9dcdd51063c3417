import type { PageRequest, ReadFields, Scope } from '@gridlink/subgraph-kit';
import type { CountedStore } from '../../figures/use-cases/counted-store.ts';
import type { InsertOutcome, WriteMark } from '../../ticket/use-cases/ticket-repository.ts';
import type { SuggestionVerb } from '../domain/announcement.ts';
import type { Suggestion, SuggestionOutcome, SuggestionState } from '../domain/suggestion.ts';

/** A suggestion read to be changed; `version` and `sequence` guard the write. */
export type StoredSuggestion = { readonly state: Suggestion; readonly version: number; readonly sequence: number };

/** A suggestion read to be shown. Where fields were named, the others are absent. */
export type SuggestionRow = Suggestion & { readonly version: number };

export type SuggestionToStore = {
  readonly state: Suggestion;
  /** The same for a retry of the same request; null where none was given. */
  readonly externalKey: string | null;
  readonly queryCodeHash: string;
};

export type SuggestionFilter = {
  readonly state?: SuggestionState | undefined;
  /** Of the last answer. */
  readonly outcome?: SuggestionOutcome | undefined;
  readonly topic?: string | undefined;
  /** An answer is owed and its limit has passed. */
  readonly overdue?: boolean | undefined;
  readonly division?: string | undefined;
  readonly gridId?: string | undefined;
  /** Bodies of which one owes the answer, or gave it. */
  readonly answerers?: readonly string[] | undefined;
  /** Taken in from an instant on, and before another. */
  readonly receivedFrom?: Date | undefined;
  readonly receivedTo?: Date | undefined;
};

export type SuggestionList = {
  readonly filter: SuggestionFilter;
  readonly page: PageRequest;
  readonly fields?: ReadFields;
};

export type SuggestionRepository = CountedStore<StoredSuggestion> & {
  insert(suggestion: SuggestionToStore, mark: WriteMark): Promise<InsertOutcome>;
  findByExternalKey(scope: Scope, externalKey: string): Promise<SuggestionRow | null>;
  /** By number, with the hash of its query code. */
  findByNumber(
    scope: Scope,
    code: string,
  ): Promise<{ readonly stored: StoredSuggestion; readonly queryCodeHash: string } | null>;
  load(scope: Scope, id: string): Promise<StoredSuggestion | null>;
  /** One guarded write; MOVED when somebody else was first. */
  save(
    stored: StoredSuggestion,
    next: { readonly state: Suggestion; readonly verbs: readonly SuggestionVerb[] },
    mark: WriteMark,
  ): Promise<'STORED' | 'MOVED'>;
  rowsById(scope: Scope, ids: readonly string[], fields?: ReadFields): Promise<readonly SuggestionRow[]>;
  /** Newest first; one row more than the page wants, when there is one. */
  list(scope: Scope, list: SuggestionList): Promise<readonly SuggestionRow[]>;
  /** Claims the suggestion whose limit passed longest ago until `until`; others do not see it till then. */
  claimDue(scope: Scope, now: Date, until: Date): Promise<StoredSuggestion | null>;
  /** How many are due and not claimed, at most `most`. */
  countDue(scope: Scope, now: Date, most: number): Promise<number>;
};
