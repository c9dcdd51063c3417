import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { conflict, notFound } from '@gridlink/subgraph-kit';
import { type Acting, type ActingOrganization, actingOrganization } from '../../acting.ts';
import type { ResourceDocument } from '../../resource/persistence/resource-document.ts';
import { checkWish } from '../domain/check-wish.ts';
import { termsOf, type Wish } from '../domain/share.ts';
import type { NewShare } from '../persistence/share-document.ts';
import { refuse, type ShareDeps, type ShareResult, shareEvent } from './share-deps.ts';

export type ShareRequestInput = {
  readonly resource: string;
  readonly wish: Wish;
  readonly idempotencyKey?: string;
};

type Draft = ShareRequestInput & { readonly by: ActingOrganization; readonly of: ResourceDocument };

function draftShare({ reviewDue }: ShareDeps, acting: Acting, { wish, by, of, idempotencyKey }: Draft): NewShare {
  const atOnce = of.sharing === 'UNCONDITIONAL';
  return {
    _id: randomUUID(),
    jurisdiction: of.jurisdiction,
    division: of.division,
    areas: of.areas,
    resource: of._id,
    resourceCode: of.code,
    owner: of.owner,
    grantee: by.organization,
    parties: [of.owner, by.organization],
    wish,
    requestedAt: acting.now,
    requestedBy: acting.caller.subject,
    ...(idempotencyKey === undefined ? {} : { requestKey: `${by.organization}|${idempotencyKey}` }),
    ...(wish.ticketCode === undefined ? {} : { boundTicket: wish.ticketCode }),
    ...(atOnce
      ? { status: 'GRANTED', terms: termsOf(wish, acting.now), answered: { at: acting.now, by: 'RULE' } }
      : { status: 'PENDING', dueAt: reviewDue(of.jurisdiction, acting.now) }),
  };
}

/** What an earlier try of the same request left, or undefined. */
async function earlierTry(deps: ShareDeps, acting: Acting, draft: NewShare): Promise<ShareResult | undefined> {
  if (draft.requestKey === undefined) return undefined;
  const share = await deps.shares.byRequestKey(acting.scope, draft.requestKey);
  if (!share) return undefined;
  const isSame = share.resource === draft.resource && isDeepStrictEqual(share.wish, draft.wish);
  return isSame ? { kind: 'DONE', share } : refuse({ code: 'KEY_REUSED', field: ['idempotencyKey'] });
}

/**
 * Asks for shared data. What is shared without conditions is granted at once; the rest waits for its owner until the due date;
 * what is not shared is refused (PY20, LC20).
 */
export async function requestShare(deps: ShareDeps, acting: Acting, input: ShareRequestInput): Promise<ShareResult> {
  const by = actingOrganization(acting);
  const { wish, idempotencyKey } = input;
  if (idempotencyKey !== undefined && !/^[\w.:-]{1,64}$/.test(idempotencyKey)) {
    return refuse({ code: 'IDEMPOTENCY_KEY', field: ['idempotencyKey'] });
  }
  const [of] = await deps.resources.byIds(acting.scope, [input.resource]);
  if (!of) throw notFound();
  const draft = draftShare(deps, acting, { ...input, by, of });
  const earlier = await earlierTry(deps, acting, draft);
  if (earlier) return earlier;

  const known = wish.ticketCode === undefined ? null : await deps.tickets.byCode(acting.scope, wish.ticketCode);
  const problems = checkWish(wish, { resource: of, grantee: by.organization, ticket: known ?? undefined });
  if (problems.length > 0) return refuse(...problems);

  const events = [shareEvent('requested', { ...draft, status: 'PENDING' })];
  if (draft.status === 'GRANTED') events.push(shareEvent('granted', draft));
  const context = { subject: draft._id, now: acting.now, traceparent: acting.traceparent };
  const stored = await deps.shareStore.insert(draft, events, context);
  // Two tries of one request at the same moment: the other one is in.
  if (stored.kind === 'DUPLICATE')
    return (await earlierTry(deps, acting, draft)) ?? refuse({ code: 'KEY_REUSED', field: ['idempotencyKey'] });
  const [share] = await deps.shares.byIds(acting.scope, [draft._id]);
  if (!share) throw conflict();
  return { kind: 'DONE', share };
}
