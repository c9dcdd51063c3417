import type { PageRequest, ReadFields, Scope } from '@gridlink/subgraph-kit';
import type { Person, PersonalNumbers, StoredPerson, VisiblePerson } from '../domain/person.ts';

export type PersonFilter = {
  readonly division?: string | null;
  readonly nameContains?: string | null;
  readonly background?: string | null;
};

export type PersonFile = { readonly person: Person; readonly numbers: PersonalNumbers };

export type PersonWrite = 'STORED' | 'MOVED' | 'DUPLICATE';

/** Where a person serves now: what makes a file visible to colleagues and its name to the public. */
export type PostOfPerson = {
  readonly personId: string;
  readonly gridId: string | null;
  readonly organization: string | null;
  /** True where the notice of the grid shows the holder's name. */
  readonly onNotice: boolean;
};

export type Persons = {
  /** As far as the scope reaches: whole files, or the published part of them. Where fields are named, the others are absent. */
  byIds(scope: Scope, ids: readonly string[], fields?: ReadFields): Promise<readonly VisiblePerson[]>;
  /** No more than the names, for references from other services: may be two seconds behind another process's writes. */
  referredTo(scope: Scope, ids: readonly string[]): Promise<readonly VisiblePerson[]>;
  /** Files of one jurisdiction by identity number. */
  byIdNumbers(jurisdiction: string, idNumbers: readonly string[]): Promise<ReadonlyMap<string, StoredPerson>>;
  /** `limit + 1` files in the order of names. */
  list(scope: Scope, filter: PersonFilter, page: PageRequest): Promise<readonly StoredPerson[]>;
  numbersOf(person: StoredPerson): PersonalNumbers;
  insert(files: readonly PersonFile[]): Promise<readonly PersonWrite[]>;
  update(
    files: ReadonlyArray<{ readonly previous: StoredPerson; readonly next: PersonFile }>,
  ): Promise<readonly PersonWrite[]>;
};
