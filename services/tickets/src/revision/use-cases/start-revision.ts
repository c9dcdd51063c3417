import { randomUUID } from 'node:crypto';
import type { Pack } from '@gridlink/jurisdiction';
import { forbidden, type Scope } from '@gridlink/subgraph-kit';
import type { TicketDeps } from '../../ticket/use-cases/deps.ts';
import { type Revision, type RevisionRefusal, rulesVersion } from '../domain/revision.ts';
import type { RevisionReach } from './revision-repository.ts';

export type RevisionDeps = Pick<TicketDeps, 'tickets' | 'packs' | 'calendarOf' | 'holidays' | 'revisions'>;

export type RevisionOrder = {
  readonly jurisdiction: string | null;
  readonly dryRun: boolean;
  readonly by: string;
  readonly now: Date;
};

export type RevisionOutcome =
  | { readonly kind: 'STARTED'; readonly revision: Revision }
  | { readonly kind: 'REFUSED'; readonly refusal: RevisionRefusal };

const notYours = () => forbidden('该地区不在您的管辖范围内 (that territory is not yours)');

/**
 * The tickets a caller may have recomputed: those of his own area; of a jurisdiction he names when he administers the platform.
 * Null when such a one names none.
 */
export function reachOf(scope: Scope, jurisdiction: string | null): RevisionReach | null {
  if (scope.reach === 'PLATFORM') return jurisdiction === null ? null : { jurisdiction, area: null };
  if (scope.reach !== 'BOUNDED' || scope.area === undefined) throw notYours();
  if (jurisdiction !== null && jurisdiction !== scope.jurisdiction) throw notYours();
  return { jurisdiction: scope.jurisdiction, area: scope.area };
}

export const versionOf = ({ holidays }: Pick<RevisionDeps, 'holidays'>, pack: Pack): string =>
  rulesVersion(pack, holidays.notices);

/**
 * Starts a pass over the open tickets; sweepers do the work page by page. A pass of the same rules that is still under way is answered
 * instead of a second one. Nothing is changed before a dry run under the same rules has been through.
 */
export async function startRevision(deps: RevisionDeps, scope: Scope, order: RevisionOrder): Promise<RevisionOutcome> {
  const reach = reachOf(scope, order.jurisdiction);
  const pack = reach === null ? undefined : deps.packs.get(reach.jurisdiction);
  if (reach === null || !pack) return { kind: 'REFUSED', refusal: { kind: 'JURISDICTION_NEEDED' } };
  const rules = versionOf(deps, pack);
  const standing = await deps.revisions.newestOf(reach, rules, order.dryRun);
  if (standing?.finishedAt === null) return { kind: 'STARTED', revision: standing };
  if (!order.dryRun) {
    const dry = await deps.revisions.newestOf(reach, rules, true);
    if (!dry?.finishedAt) return { kind: 'REFUSED', refusal: { kind: 'DRY_RUN_NEEDED' } };
  }
  const revision: Revision = {
    id: randomUUID(),
    ...reach,
    rules,
    dryRun: order.dryRun,
    startedBy: order.by,
    startedAt: order.now,
    finishedAt: null,
    after: '',
    looked: 0,
  };
  await deps.revisions.start(revision);
  return { kind: 'STARTED', revision };
}
