import { systemScope } from '@gridlink/subgraph-kit';
import { type FeedAddress, feedAddress } from '../domain/feed.ts';
import type { FeedRepository } from '../persistence/feed-repository.ts';
import type { FeedRelay } from './feed-relay.ts';
import { createRecently } from './recently.ts';

type Deps = {
  readonly feeds: FeedRepository;
  readonly feedRelay: FeedRelay;
  readonly naming: Parameters<typeof feedAddress>[0];
};

const SCOPE = systemScope('requests of departments to their feeds');
/** A closed feed has lost its stream, so an answer that old harms nothing; it spares the database a look a pull. */
const TRUSTED_MS = 5_000;

/** Whether an address is that of an open feed; if so, the broker's side is in place and filled, even after its store was lost. */
export function createOpenFeeds({ feeds, feedRelay, naming }: Deps): (feed: FeedAddress) => Promise<boolean> {
  const trusted = createRecently(TRUSTED_MS, Date.now);
  return async ({ organization: token, apiPrefix }) => {
    if (trusted.has(apiPrefix)) return true;
    const feed = await feeds.byToken(SCOPE, token);
    if (feed?.status !== 'OPEN') return false;
    if (feedAddress(naming, feed._id, feed.generation).apiPrefix !== apiPrefix) return false;
    await feedRelay.prepare(feed);
    trusted.note(apiPrefix);
    return true;
  };
}
