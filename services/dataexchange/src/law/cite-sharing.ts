import type { Packs } from '@gridlink/jurisdiction';
import type { Scope } from '@gridlink/subgraph-kit';

/** A rule of the packs on data sharing that a refusal may rest on. */
export type SharingRule = 'gradedAccess' | 'security';

/** The article a rule stands in, in the form a citizen can look up; null where no article of the caller's jurisdiction says it. */
export type CiteSharing = (rule: SharingRule) => string | null;

/** Cites for callers of one scope: what the operator set is never quoted as law. */
export const citeSharingBy =
  (packs: Packs) =>
  (scope: Scope): CiteSharing =>
  (rule) => {
    const pack = scope.reach === 'BOUNDED' ? packs.get(scope.jurisdiction) : undefined;
    const article = pack?.dataSharing[rule].article ?? null;
    return pack && article !== null ? pack.cite(article) : null;
  };
