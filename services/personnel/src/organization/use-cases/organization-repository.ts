import type { DivisionLevel, OrganizationFunction, OrganizationKind } from '@gridlink/contracts';
import type { PageRequest, ReadFields, Scope } from '@gridlink/subgraph-kit';
import type { Organization, StoredOrganization } from '../domain/organization.ts';

export type OrganizationFilter = {
  readonly jurisdiction?: string | null;
  readonly kind?: OrganizationKind | null;
  readonly function?: OrganizationFunction | null;
  readonly division?: string | null;
  readonly level?: DivisionLevel | null;
  readonly nameContains?: string | null;
  readonly includeDissolved?: boolean | null;
};

export type WriteMeta = { readonly now: Date; readonly traceparent: string | undefined };

export type WriteOutcome = 'STORED' | 'MOVED' | 'DUPLICATE';

/** The register of bodies. Names of public bodies are public; a caller of one jurisdiction sees that one only. */
export type Organizations = {
  /** Where fields are named, the others are absent. */
  byIds(scope: Scope, ids: readonly string[], fields?: ReadFields): Promise<readonly StoredOrganization[]>;
  byCodes(scope: Scope, codes: readonly string[], fields?: ReadFields): Promise<readonly StoredOrganization[]>;
  /** For references from other services: may be two seconds behind another process's writes. */
  referredTo(scope: Scope, codes: readonly string[]): Promise<readonly StoredOrganization[]>;
  /** `limit + 1` rows in the order of codes. */
  list(scope: Scope, filter: OrganizationFilter, page: PageRequest): Promise<readonly StoredOrganization[]>;
  insert(organizations: readonly Organization[], meta: WriteMeta): Promise<readonly WriteOutcome[]>;
  update(previous: StoredOrganization, next: Organization, meta: WriteMeta): Promise<WriteOutcome>;
};
