import type { EventEnvelope } from '@gridlink/contracts';
import { askedTogether } from '@gridlink/event-bus';
import { systemScope } from '@gridlink/subgraph-kit';
import { feedEvent } from '../domain/feed-event.ts';
import type { FeedDeps } from '../use-cases/feed-deps.ts';

export type FanOutDeps = Pick<FeedDeps, 'feeds' | 'feedLog' | 'feedRelay'> & { readonly now: () => Date };

/**
 * Gives an event to the open feeds among the organizations it concerns; the same event again changes nothing. Resolves when their logs have
 * it: from there it goes to the broker whatever dies, and `sent` says when it was tried.
 */
export type FanOut = (
  event: EventEnvelope,
  told: { readonly organizations: readonly string[]; readonly snapshot: Readonly<Record<string, unknown>> },
) => Promise<{ readonly sent: Promise<void> }>;

const SCOPE = systemScope('events for the feeds of departments');

/** Events that are handled at the same time share the look at who has a feed. */
export function createFanOut({ feeds, feedLog, feedRelay, now }: FanOutDeps): FanOut {
  const feedsOf = askedTogether((organizations: readonly string[]) => feeds.byOrganizations(SCOPE, organizations));
  return async (event, { organizations, snapshot }) => {
    const known = await feedsOf(organizations);
    const open = known.filter(({ _id, status }) => status === 'OPEN' && organizations.includes(_id));
    if (open.length === 0) return { sent: Promise.resolve() };
    const entries = await feedLog.append(
      feedEvent(event, snapshot),
      open.map(({ _id }) => _id),
      now(),
    );
    return { sent: feedRelay.send(entries, open) };
  };
}
