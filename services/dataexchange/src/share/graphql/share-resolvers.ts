import { connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { DataexchangeContext } from '../../context.ts';
import type { ShareStatus } from '../domain/share.ts';
import { readSharedRecords } from '../use-cases/read-shared-records.ts';
import { requestShare } from '../use-cases/request-share.ts';
import { reviewShare } from '../use-cases/review-share.ts';
import { revokeGrant } from '../use-cases/revoke-grant.ts';
import type { ShareResult } from '../use-cases/share-deps.ts';
import { shareErrors } from './share-errors.ts';
import { type RequestShareInput, type ReviewInput, reviewOf, shareRequestOf } from './share-input.ts';

type Input<T> = { readonly input: T };
type ListArguments = PageArguments & { filter?: { resource?: string | null; status?: ShareStatus | null } | null };
type ReadArguments = PageArguments & { grant: string; filter?: { area?: string | null; key?: string | null } | null };

const payload = (result: ShareResult, name: 'request' | 'grant', { acting, deps }: DataexchangeContext) =>
  result.kind === 'DONE'
    ? { [name]: result.share, userErrors: [] }
    : { [name]: null, userErrors: shareErrors(result.refusals, deps.citeSharing(acting.scope)) };

export const shareResolvers = {
  Query: {
    async shareRequest(_root: unknown, { id }: { id: string }, { acting, deps }: DataexchangeContext) {
      const [share] = await deps.shares.byIds(acting.scope, [id]);
      return share ?? null;
    },

    async shareRequests(_root: unknown, { filter, ...page }: ListArguments, { acting, deps }: DataexchangeContext) {
      const wanted = pageRequest(page);
      const by = { resource: filter?.resource ?? undefined, status: filter?.status ?? undefined };
      const rows = await deps.shares.find(acting.scope, by, wanted);
      return connectionOf(rows, wanted, ({ requestedAt, _id }) => [requestedAt, _id]);
    },

    async sharedRecords(
      _root: unknown,
      { grant, filter, ...page }: ReadArguments,
      { acting, deps }: DataexchangeContext,
    ) {
      const wanted = pageRequest(page);
      const bounds = { area: filter?.area ?? undefined, key: filter?.key ?? undefined };
      const rows = await readSharedRecords(deps, acting, { grant, ...bounds, page: wanted });
      return connectionOf(rows, wanted, ({ changedAt, id }) => [changedAt, id]);
    },
  },

  Mutation: {
    requestShare: async (_root: unknown, { input }: Input<RequestShareInput>, context: DataexchangeContext) =>
      payload(await requestShare(context.deps, context.acting, shareRequestOf(input)), 'request', context),

    reviewShareRequest: async (_root: unknown, { input }: Input<ReviewInput>, context: DataexchangeContext) => {
      const { request, expectedVersion } = input;
      const result = await reviewShare(context.deps, context.acting, {
        request,
        expectedVersion,
        review: (wish) => reviewOf(input, wish),
      });
      return payload(result, 'request', context);
    },

    revokeGrant: async (
      _root: unknown,
      { input }: Input<{ grant: string; reason: string }>,
      context: DataexchangeContext,
    ) => {
      const { grant, reason } = input;
      return payload(await revokeGrant(context.deps, context.acting, { grant, reason }), 'grant', context);
    },
  },
};
