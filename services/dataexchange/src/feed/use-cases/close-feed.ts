import { textFlaw } from '@gridlink/contracts';
import { conflict, GraphError } from '@gridlink/subgraph-kit';
import type { Acting } from '../../acting.ts';
import { type FeedAddress, feedAddress } from '../domain/feed.ts';
import { type FeedDocument, snapshotOfFeed } from '../persistence/feed-document.ts';
import type { FeedDeps, FeedRefusal, FeedResult } from './feed-deps.ts';
import { issueCredentials, manageableOwner } from './open-feed.ts';

const refused = (refusal: FeedRefusal): FeedResult => ({ kind: 'REFUSED', refusal });

async function managedFeed(deps: FeedDeps, acting: Acting, organization: string): Promise<FeedDocument | undefined> {
  if (!manageableOwner(deps, acting, organization)) return undefined;
  const [feed] = await deps.feeds.byOrganizations(acting.scope, [organization]);
  return feed;
}

/** @throws UPSTREAM_UNAVAILABLE while the broker is away; the feed is closed all the same */
async function removeStream({ feedStreams }: FeedDeps, address: FeedAddress): Promise<void> {
  try {
    await feedStreams.remove(address);
  } catch {
    throw new GraphError(
      'UPSTREAM_UNAVAILABLE',
      '通道已关闭，但消息服务暂不可用，请稍后重试以清除其中的事件 (the feed is closed; the broker is away, call again to remove its stream)',
    );
  }
}

/** Fresh credentials of an open feed, before the old ones run out. */
export async function renewFeedCredentials(deps: FeedDeps, acting: Acting, organization: string): Promise<FeedResult> {
  const feed = await managedFeed(deps, acting, organization);
  if (feed?.status !== 'OPEN') return refused({ code: 'NOT_OPEN', field: ['organization'] });
  return { kind: 'DONE', feed, credentials: await issueCredentials(deps, acting, feed) };
}

/**
 * Closes a feed at once, whatever credentials are about: the gate answers them no more, and stream and durable are gone, which
 * ends pulls that are open. Closing twice is closing once.
 */
export async function closeFeed(
  deps: FeedDeps,
  acting: Acting,
  { organization, reason }: { organization: string; reason: string },
): Promise<FeedResult> {
  const words = reason.trim();
  if (textFlaw(reason, { most: 500, lines: true })) return refused({ code: 'REASON', field: ['reason'] });
  const feed = await managedFeed(deps, acting, organization);
  if (!feed) return refused({ code: 'NOT_OPEN', field: ['organization'] });
  const address = feedAddress(deps.naming, feed._id, feed.generation);
  if (feed.status === 'CLOSED') {
    await removeStream(deps, address);
    return { kind: 'DONE', feed, credentials: null };
  }
  const closing = { status: 'CLOSED' as const, closedAt: acting.now, closedBecause: words };
  const closed = { ...feed, ...closing };
  const result = await deps.feedStore.update(
    feed,
    { $set: closing },
    {
      drafts: [{ type: 'gridlink.dataexchange.feed.closed.v1', data: { feed: snapshotOfFeed(deps.naming, closed) } }],
      context: { subject: organization, now: acting.now, traceparent: acting.traceparent },
    },
  );
  if (result.kind !== 'STORED') throw conflict();
  await removeStream(deps, address);
  return { kind: 'DONE', feed: { ...closed, version: result.version }, credentials: null };
}
