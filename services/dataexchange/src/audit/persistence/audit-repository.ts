import { type AuditEntry, type ChainHead, GENESIS } from '@gridlink/audit-chain';
import { NOTHING, type Scope } from '@gridlink/subgraph-kit';
import type { Collection, Filter } from 'mongodb';
import type { AuditDocument } from './audit-log.ts';

/** What entries are looked for by; each has an index of its own that ends in the order of the list. */
export type AuditFilter = {
  readonly grant?: string | undefined;
  readonly resource?: string | undefined;
  /** Id of a record: who saw it. */
  readonly record?: string | undefined;
  readonly organization?: string | undefined;
  readonly subject?: string | undefined;
};

export type AuditRepository = {
  /** Newest first, `limit + 1` rows; `before` is the number of the entry the page starts after. */
  find(scope: Scope, filter: AuditFilter, page: { limit: number; before: number | null }): Promise<AuditEntry[]>;
  /** Oldest first from a number on; only for whoever audits the whole jurisdiction, since a chain with gaps proves nothing. */
  readChain(scope: Scope, page: { from: number; limit: number }): Promise<AuditEntry[]>;
  head(scope: Scope): Promise<ChainHead>;
  mayReadChain(scope: Scope): boolean;
};

/** True when an area is a jurisdiction's whole territory. */
export type CoversJurisdiction = (jurisdiction: string, area: string) => boolean;

/** An auditor sees what concerns the own area; a chain is one jurisdiction's, so there is no look at all of them at once. */
function createScopeFilter(covers: CoversJurisdiction) {
  return (scope: Scope): Filter<AuditDocument> => {
    if (scope.reach !== 'BOUNDED' || scope.area === undefined) return NOTHING;
    const { jurisdiction, area } = scope;
    return covers(jurisdiction, area) ? { jurisdiction } : { jurisdiction, areas: area };
  };
}

const INDEXES = {
  chain: { jurisdiction: 1, sequence: 1 },
  'entries of an area': { jurisdiction: 1, areas: 1, sequence: -1 },
  'reads of a grant': { jurisdiction: 1, grant: 1, sequence: -1 },
  'reads of a resource': { jurisdiction: 1, resource: 1, sequence: -1 },
  'who saw a record': { jurisdiction: 1, records: 1, sequence: -1 },
  'reads of an organization': { jurisdiction: 1, organization: 1, sequence: -1 },
  'reads of an account': { jurisdiction: 1, 'actor.subject': 1, sequence: -1 },
} as const;

/** The filter with the index that serves its most telling part. */
function wanted(
  by: AuditFilter,
  scoped: Filter<AuditDocument>,
): { filter: Filter<AuditDocument>; hint: keyof typeof INDEXES } {
  const { record, grant, resource, subject, organization } = by;
  const parts: Filter<AuditDocument> = {
    ...scoped,
    ...(record ? { records: record } : {}),
    ...(grant ? { grant } : {}),
    ...(resource ? { resource } : {}),
    ...(subject ? { 'actor.subject': subject } : {}),
    ...(organization ? { organization } : {}),
  };
  if (record) return { filter: parts, hint: 'who saw a record' };
  if (grant) return { filter: parts, hint: 'reads of a grant' };
  if (subject) return { filter: parts, hint: 'reads of an account' };
  if (resource) return { filter: parts, hint: 'reads of a resource' };
  if (organization) return { filter: parts, hint: 'reads of an organization' };
  return { filter: parts, hint: 'areas' in scoped ? 'entries of an area' : 'chain' };
}

export function createAuditRepository(
  collection: Collection<AuditDocument>,
  covers: CoversJurisdiction,
): AuditRepository {
  const scopeFilter = createScopeFilter(covers);
  return {
    find(scope, by, { limit, before }) {
      const { filter, hint } = wanted(by, scopeFilter(scope));
      const beyond: Filter<AuditDocument> = before === null ? {} : { sequence: { $lt: before } };
      return collection
        .find({ ...filter, ...beyond }, { projection: { _id: 0 }, hint })
        .sort({ sequence: -1 })
        .limit(limit + 1)
        .toArray();
    },
    mayReadChain: (scope) =>
      scope.reach === 'BOUNDED' && scope.area !== undefined && covers(scope.jurisdiction, scope.area),
    readChain: (scope, { from, limit }) =>
      collection
        .find({ sequence: { $gte: from }, ...scopeFilter(scope) }, { projection: { _id: 0 }, hint: 'chain' })
        .sort({ sequence: 1 })
        .limit(limit)
        .toArray(),
    async head(scope) {
      const [last] = await collection
        .find(scopeFilter(scope), { projection: { sequence: 1, hash: 1 }, hint: 'chain' })
        .sort({ sequence: -1 })
        .limit(1)
        .toArray();
      return last ? { sequence: last.sequence, hash: last.hash } : GENESIS;
    },
  };
}

export async function ensureAuditIndexes(collection: Collection<AuditDocument>): Promise<void> {
  for (const [name, key] of Object.entries(INDEXES)) {
    await collection.createIndex(key, { name, unique: name === 'chain' });
  }
}
