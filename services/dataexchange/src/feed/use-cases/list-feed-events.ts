import { badUserInput, numberAfter, type PageRequest } from '@gridlink/subgraph-kit';
import type { Acting } from '../../acting.ts';
import type { FeedLogEntry } from '../persistence/feed-log.ts';
import type { FeedDeps } from './feed-deps.ts';
import { manageableOwner } from './open-feed.ts';

/** The same events as the feed's stream holds, for programs that cannot speak to the broker; `limit + 1` rows, oldest first. */
export async function listFeedEvents(
  deps: FeedDeps,
  acting: Acting,
  { organization, page }: { organization: string; page: PageRequest },
): Promise<readonly FeedLogEntry[]> {
  if (!manageableOwner(deps, acting, organization))
    throw badUserInput('不是有效的机构代码 (no such organization code)', 'organization');
  return deps.feedLog.after(organization, numberAfter(page) ?? 0, page.limit + 1);
}
