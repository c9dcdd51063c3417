import type { AggregateStore } from '@gridlink/event-bus';
import { conflict } from '@gridlink/subgraph-kit';
import type { Acting, Refusal } from '../../acting.ts';
import type { ResourceDeps } from '../../resource/use-cases/publish-resource.ts';
import type { KnownTickets } from '../../ticket/persistence/known-tickets.ts';
import type { ReviewProblem } from '../domain/check-review.ts';
import type { WishProblem } from '../domain/check-wish.ts';
import { type NewShare, type ShareDocument, snapshotOfShare } from '../persistence/share-document.ts';
import type { ShareRepository } from '../persistence/share-repository.ts';

export type ShareDeps = ResourceDeps & {
  readonly shares: ShareRepository;
  readonly shareStore: AggregateStore<ShareDocument>;
  readonly tickets: KnownTickets;
  /** When a request of this moment is to be answered, by the jurisdiction's working calendar. */
  readonly reviewDue: (jurisdiction: string, now: Date) => Date;
};

export type ShareRefusal =
  | WishProblem
  | ReviewProblem
  | Refusal<'ALREADY_ANSWERED' | 'NO_GRANT' | 'KEY_REUSED' | 'IDEMPOTENCY_KEY'>;

export type ShareResult =
  | { readonly kind: 'DONE'; readonly share: ShareDocument }
  | { readonly kind: 'REFUSED'; readonly refusals: readonly ShareRefusal[] };

export const refuse = (...refusals: readonly ShareRefusal[]): ShareResult => ({ kind: 'REFUSED', refusals });

export type ShareVerb = 'requested' | 'granted' | 'refused' | 'revoked' | 'ended';

export const shareEvent = (verb: ShareVerb, share: NewShare) => ({
  type: `gridlink.dataexchange.share.${verb}.v1`,
  data: { share: snapshotOfShare(share) },
});

export type ShareChange = {
  readonly share: ShareDocument;
  readonly set: Partial<ShareDocument>;
  readonly verb: ShareVerb;
  /** True when the share no longer hangs on its ticket. */
  readonly unbind?: boolean;
};

/** One guarded write; undefined when somebody else was first. */
export async function changeShare(
  { shareStore }: Pick<ShareDeps, 'shareStore'>,
  acting: Pick<Acting, 'now' | 'traceparent'>,
  { share, set, verb, unbind }: ShareChange,
): Promise<ShareDocument | undefined> {
  const next = { ...share, ...set };
  const result = await shareStore.update(share, unbind ? { $set: set, $unset: { boundTicket: '' } } : { $set: set }, {
    drafts: [shareEvent(verb, next)],
    context: { subject: share._id, now: acting.now, traceparent: acting.traceparent },
  });
  return result.kind === 'STORED' ? { ...next, version: result.version } : undefined;
}

/** The same, for a command: a lost race is the caller's to see. @throws CONFLICT */
export async function changeShareOrConflict(
  deps: ShareDeps,
  acting: Acting,
  change: ShareChange,
): Promise<ShareResult> {
  const share = await changeShare(deps, acting, change);
  if (!share) throw conflict();
  return { kind: 'DONE', share };
}
