import { conflict, forbidden, notFound } from '@gridlink/subgraph-kit';
import { type Acting, actingOrganization } from '../../acting.ts';
import { checkReview, type Review } from '../domain/check-review.ts';
import { termsOf, type Wish } from '../domain/share.ts';
import type { ShareDocument } from '../persistence/share-document.ts';
import { changeShareOrConflict, refuse, type ShareDeps, type ShareRefusal, type ShareResult } from './share-deps.ts';

/** What has happened since the request was made that leaves nothing to approve. */
async function overtakenBy(deps: ShareDeps, acting: Acting, share: ShareDocument): Promise<ShareRefusal | undefined> {
  const [resource] = await deps.resources.byIds(acting.scope, [share.resource]);
  if (!resource || resource.status === 'RETIRED') return { code: 'RETIRED', field: ['request'] };
  if (resource.sharing === 'NOT_SHARED') return { code: 'NOT_SHARED', field: ['request'] };
  const { ticketCode } = share.wish;
  const ticket = ticketCode === undefined ? null : await deps.tickets.byCode(acting.scope, ticketCode);
  return ticket?.ended ? { code: 'TICKET_CLOSED', field: ['request'] } : undefined;
}

/** The owner's answer to a request for its data. @throws FORBIDDEN for any other organization */
export async function reviewShare(
  deps: ShareDeps,
  acting: Acting,
  input: { request: string; expectedVersion: number; review: (wish: Wish) => Review },
): Promise<ShareResult> {
  const { organization } = actingOrganization(acting);
  const [share] = await deps.shares.byIds(acting.scope, [input.request]);
  if (!share) throw notFound();
  if (share.owner !== organization) throw forbidden('只有提供部门可以审核 (only the owner reviews)');
  if (share.status !== 'PENDING') return refuse({ code: 'ALREADY_ANSWERED', field: ['request'] });
  if (share.version !== input.expectedVersion) throw conflict();
  const review = input.review(share.wish);
  const problems = checkReview(review, share.wish);
  if (problems.length > 0) return refuse(...problems);

  const answered = { at: acting.now, by: acting.caller.subject };
  if (review.decision === 'REFUSE') {
    const set = { status: 'REFUSED' as const, answered: { ...answered, reason: review.reason.trim() } };
    return changeShareOrConflict(deps, acting, { share, set, verb: 'refused', unbind: true });
  }
  const overtaken = await overtakenBy(deps, acting, share);
  if (overtaken) return refuse(overtaken);
  const set = { status: 'GRANTED' as const, terms: termsOf(review, acting.now), answered };
  return changeShareOrConflict(deps, acting, { share, set, verb: 'granted' });
}
