import { textFlaw } from '@gridlink/contracts';
import { conflict, forbidden, notFound } from '@gridlink/subgraph-kit';
import type { Acting } from '../../acting.ts';
import type { ShareDocument } from '../persistence/share-document.ts';
import { changeShare, refuse, type ShareDeps, type ShareResult } from './share-deps.ts';

const MAX_RACES = 5;

/** The owner revokes its own grants; an administrator any grant of the own area. */
function mayRevoke({ scope, caller }: Acting, share: ShareDocument): boolean {
  if (caller.roles.includes('ADMIN')) return true;
  return scope.reach === 'BOUNDED' && scope.organization === share.owner;
}

/** Ends a grant at once: the very next read is refused. Needs no version, since to revoke is right whatever changed; twice is once. */
export async function revokeGrant(
  deps: ShareDeps,
  acting: Acting,
  { grant, reason }: { grant: string; reason: string },
): Promise<ShareResult> {
  const words = reason.trim();
  if (textFlaw(reason, { most: 500, lines: true })) return refuse({ code: 'REASON', field: ['reason'] });
  for (let race = 0; race < MAX_RACES; race++) {
    const [share] = await deps.shares.byIds(acting.scope, [grant]);
    if (!share) throw notFound();
    if (!mayRevoke(acting, share)) throw forbidden('只有提供部门或管理员可以撤销授权 (only the owner revokes)');
    if (share.status === 'REVOKED') return { kind: 'DONE', share };
    if (share.status !== 'GRANTED') return refuse({ code: 'NO_GRANT', field: ['grant'] });
    const set = { status: 'REVOKED' as const, ended: { at: acting.now, by: acting.caller.subject, reason: words } };
    const revoked = await changeShare(deps, acting, { share, set, verb: 'revoked', unbind: true });
    if (revoked) return { kind: 'DONE', share: revoked };
  }
  throw conflict();
}
