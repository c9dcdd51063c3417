import { areasOf } from '@gridlink/contracts';
import { conflict, forbidden, reachesArea } from '@gridlink/subgraph-kit';
import { type Acting, divisionOfOrganization } from '../../acting.ts';
import { readerOf } from '../../audit/use-cases/reader-of.ts';
import type { FeedCredentials } from '../broker/mint-credentials.ts';
import { feedAddress, feedToken } from '../domain/feed.ts';
import { type FeedDocument, snapshotOfFeed } from '../persistence/feed-document.ts';
import type { FeedDeps, FeedResult } from './feed-deps.ts';

const MAX_RACES = 5;

/** An organization and the place it lies in, as far as its code says. */
export type FeedOwner = { readonly organization: string; readonly division: string; readonly jurisdiction: string };

/** The organization, when the caller may manage its feed: it is the caller's own, or an administrator's area holds it. @throws FORBIDDEN */
export function manageableOwner(
  { jurisdictionOf }: FeedDeps,
  acting: Acting,
  organization: string,
): FeedOwner | undefined {
  const division = divisionOfOrganization(organization);
  const jurisdiction = division === undefined ? undefined : jurisdictionOf(division);
  if (division === undefined || jurisdiction === undefined) return undefined;
  const { scope, caller } = acting;
  const own = scope.reach === 'BOUNDED' && scope.organization === organization && scope.jurisdiction === jurisdiction;
  const administers = caller.roles.includes('ADMIN') && reachesArea(scope, jurisdiction, areasOf(division));
  if (!own && !administers) throw forbidden('只能管理本机构的事件通道 (only the feed of the own organization)');
  return { organization, division, jurisdiction };
}

/** One opening: the first of the organization, or another after it was closed. Undefined when somebody else was first. */
async function writeOpening(
  deps: FeedDeps,
  acting: Acting,
  of: { owner: FeedOwner; before: FeedDocument | undefined },
): Promise<true | undefined> {
  const { owner, before } = of;
  const opening = {
    status: 'OPEN' as const,
    generation: (before?.generation ?? 0) + 1,
    openedAt: acting.now,
    openedBy: acting.caller.subject,
    startsAfter: await deps.feedLog.lastNumber(owner.organization),
  };
  const feed = snapshotOfFeed(deps.naming, { _id: owner.organization, ...opening });
  const drafts = [{ type: 'gridlink.dataexchange.feed.opened.v1', data: { feed } }];
  const context = { subject: owner.organization, now: acting.now, traceparent: acting.traceparent };
  if (before) {
    const unset = { closedAt: '', closedBecause: '' } as const;
    const result = await deps.feedStore.update(before, { $set: opening, $unset: unset }, { drafts, context });
    return result.kind === 'STORED' ? true : undefined;
  }
  const document = {
    _id: owner.organization,
    jurisdiction: owner.jurisdiction,
    division: owner.division,
    areas: areasOf(owner.division),
    token: feedToken(owner.organization),
    ...opening,
  };
  return (await deps.feedStore.insert(document, drafts, context)).kind === 'STORED' ? true : undefined;
}

/** Mints credentials and puts that on the audit chain; null where the broker knows no accounts. */
export async function issueCredentials(
  deps: FeedDeps,
  acting: Acting,
  feed: FeedDocument,
): Promise<FeedCredentials | null> {
  if (!deps.mintCredentials) return null;
  const address = feedAddress(deps.naming, feed._id, feed.generation);
  const credentials = await deps.mintCredentials(address, acting.now);
  await deps.audit.append(feed.jurisdiction, {
    ...readerOf(acting),
    organization: feed._id,
    areas: feed.areas,
    action: 'FEED_CREDENTIALS_ISSUED',
    purpose: `${address.stream} ${credentials.user} until ${credentials.expiresAt.toISOString()}`,
  });
  return credentials;
}

/**
 * Opens an organization's feed: from now on every event that concerns it waits there for its program. Opening an open one gives
 * fresh credentials, so that a lost answer is mended by asking again.
 */
export async function openFeed(deps: FeedDeps, acting: Acting, organization: string): Promise<FeedResult> {
  const owner = manageableOwner(deps, acting, organization);
  if (!owner) return { kind: 'REFUSED', refusal: { code: 'ORGANIZATION', field: ['organization'] } };
  for (let race = 0; race < MAX_RACES; race++) {
    const [feed] = await deps.feeds.byOrganizations(acting.scope, [organization]);
    if (feed?.status === 'OPEN') {
      await deps.feedRelay.tryPrepare(feed);
      return { kind: 'DONE', feed, credentials: await issueCredentials(deps, acting, feed) };
    }
    await writeOpening(deps, acting, { owner, before: feed });
  }
  throw conflict();
}
