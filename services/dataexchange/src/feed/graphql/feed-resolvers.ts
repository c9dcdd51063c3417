import { connectionOf, type PageArguments, pageRequest, type UserError } from '@gridlink/subgraph-kit';
import type { DataexchangeContext } from '../../context.ts';
import { type FeedAddress, feedAddress } from '../domain/feed.ts';
import type { FeedDocument } from '../persistence/feed-document.ts';
import type { FeedLogEntry } from '../persistence/feed-log.ts';
import { closeFeed, renewFeedCredentials } from '../use-cases/close-feed.ts';
import type { FeedRefusal, FeedResult } from '../use-cases/feed-deps.ts';
import { listFeedEvents } from '../use-cases/list-feed-events.ts';
import { openFeed } from '../use-cases/open-feed.ts';

type Input<T = unknown> = { readonly input: { readonly organization: string } & T };

const MESSAGES: Readonly<Record<FeedRefusal['code'], string>> = {
  ORGANIZATION: '机构代码无效，或不在任何已接入辖区内',
  NOT_OPEN: '该机构没有已开通的事件通道',
  REASON: '须写明理由（不超过 500 字，不得含不可见字符）',
};

const userError = ({ code, field }: FeedRefusal): UserError => ({ code, field, message: MESSAGES[code] });

const payload = (result: FeedResult) =>
  result.kind === 'DONE'
    ? { feed: result.feed, credentials: result.credentials, userErrors: [] }
    : { feed: null, credentials: null, userErrors: [userError(result.refusal)] };

const addressed =
  (part: keyof FeedAddress) =>
  ({ _id, generation }: FeedDocument, _args: unknown, { deps }: DataexchangeContext): string =>
    feedAddress(deps.naming, _id, generation)[part];

export const feedResolvers = {
  Query: {
    async feed(_root: unknown, { organization }: { organization: string }, { acting, deps }: DataexchangeContext) {
      const [feed] = await deps.feeds.byOrganizations(acting.scope, [organization]);
      return feed ?? null;
    },

    async feedEvents(
      _root: unknown,
      { organization, ...page }: PageArguments & { organization: string },
      { acting, deps }: DataexchangeContext,
    ) {
      const wanted = pageRequest(page);
      const rows = await listFeedEvents(deps, acting, { organization, page: wanted });
      return connectionOf(rows, wanted, ({ number }) => [number]);
    },
  },

  Mutation: {
    openFeed: async (_root: unknown, { input }: Input, { acting, deps }: DataexchangeContext) =>
      payload(await openFeed(deps, acting, input.organization)),
    renewFeedCredentials: async (_root: unknown, { input }: Input, { acting, deps }: DataexchangeContext) =>
      payload(await renewFeedCredentials(deps, acting, input.organization)),
    closeFeed: async (_root: unknown, { input }: Input<{ reason: string }>, { acting, deps }: DataexchangeContext) =>
      payload(await closeFeed(deps, acting, { organization: input.organization, reason: input.reason })),
  },

  Feed: {
    organization: ({ _id }: FeedDocument) => ({ code: _id }),
    organizationCode: ({ _id }: FeedDocument) => _id,
    stream: addressed('stream'),
    durable: addressed('durable'),
    apiPrefix: addressed('apiPrefix'),
    inboxPrefix: addressed('inboxPrefix'),
  },

  FeedEvent: {
    id: ({ event }: FeedLogEntry) => event.id,
    type: ({ event }: FeedLogEntry) => event.type,
  },
};
