import { codeAfter, connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import type { DeadlineChange, RevisedTicket, Revision } from '../domain/revision.ts';
import { reachOf, startRevision } from '../use-cases/start-revision.ts';
import { revisionError } from './refusal-text.ts';

type Named = { readonly jurisdiction?: string | null };

export const revisionQueries = {
  deadlineRevision: (_: unknown, { id }: { id: string }, { deps, scope }: TicketContext) =>
    // Who administers the whole platform sees those of every jurisdiction.
    deps.revisions.find(scope.reach === 'PLATFORM' ? null : reachOf(scope, null), id),

  async deadlineRevisions(_: unknown, args: Named & PageArguments, { deps, scope }: TicketContext) {
    const reach = reachOf(scope, args.jurisdiction ?? null);
    const { limit } = pageRequest({ first: args.first ?? null });
    return reach === null ? [] : deps.revisions.latest(reach, limit);
  },
};

export const revisionMutations = {
  async recomputeDeadlines(
    _: unknown,
    { input }: { input: Named & { readonly dryRun: boolean } },
    { deps, scope, caller, now }: TicketContext,
  ) {
    const { jurisdiction = null, dryRun } = input;
    const outcome = await startRevision(deps, scope, { jurisdiction, dryRun, by: caller.subject, now: now() });
    if (outcome.kind === 'REFUSED') return { revision: null, userErrors: [revisionError(outcome.refusal)] };
    return { revision: outcome.revision, userErrors: [] };
  },
};

export const revisionResolvers = {
  changed: ({ id }: Revision, _: unknown, { deps }: TicketContext) => deps.revisions.countRows(id),
  async tickets({ id }: Revision, args: PageArguments, { deps }: TicketContext) {
    const page = pageRequest(args);
    const rows = await deps.revisions.rows(id, { after: codeAfter(page), limit: page.limit + 1 });
    return connectionOf(rows, page, ({ code }) => [code]);
  },
};

export const revisedTicketResolvers = {
  ticket: ({ ticket }: RevisedTicket, _: unknown, { loaders }: TicketContext) => loaders.byId.load(ticket),
};

export const deadlineChangeResolvers = {
  unit: ({ unit }: DeadlineChange) => ({ code: unit }),
};
