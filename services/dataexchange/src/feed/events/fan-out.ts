import type { EventEnvelope } from '@gridlink/contracts';
import { systemScope } from '@gridlink/subgraph-kit';
import { feedEvent } from '../domain/feed-event.ts';
import type { FeedDeps } from '../use-cases/feed-deps.ts';

export type FanOutDeps = Pick<FeedDeps, 'feeds' | 'feedLog' | 'feedRelay'> & { readonly now: () => Date };

const SCOPE = systemScope('events for the feeds of departments');

/** Gives an event to the open feeds among the organizations it concerns; the same event again changes nothing. */
export async function fanOut(
  { feeds, feedLog, feedRelay, now }: FanOutDeps,
  event: EventEnvelope,
  told: { readonly organizations: readonly string[]; readonly snapshot: Readonly<Record<string, unknown>> },
): Promise<void> {
  const open = (await feeds.byOrganizations(SCOPE, told.organizations)).filter(({ status }) => status === 'OPEN');
  if (open.length === 0) return;
  const entries = await feedLog.append(
    feedEvent(event, told.snapshot),
    open.map(({ _id }) => _id),
    now(),
  );
  await feedRelay.send(entries, open);
}
