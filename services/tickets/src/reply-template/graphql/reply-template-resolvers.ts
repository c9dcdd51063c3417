import { forbidden } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { problemsAsErrors } from '../../ticket/graphql/give-command.ts';
import { packOf } from '../../ticket/use-cases/deps.ts';
import { placeholdersFor, type ReplyPurpose, type ReplyTemplate, renderReply } from '../domain/reply-template.ts';
import {
  changeReplyTemplate,
  createReplyTemplate,
  type Keeper,
  type Kept,
  retireReplyTemplate,
} from '../use-cases/keep-reply-template.ts';

type Created = {
  readonly purpose: ReplyPurpose;
  readonly name: string;
  readonly text: string;
  readonly idempotencyKey?: string | null;
};
type Named = { readonly id: string; readonly expectedVersion: number };
type Changed = Named & { readonly name?: string | null; readonly text?: string | null };

/** Templates are an organization's: who has none has no templates. */
function keeperOf({ caller: { jurisdiction, organization, subject }, now }: TicketContext): Keeper {
  if (jurisdiction === undefined || organization === undefined) throw forbidden();
  return { jurisdiction, organization, subject, now: now() };
}

const payloadOf = (kept: Kept) =>
  kept.kind === 'KEPT'
    ? { template: kept.template, userErrors: [] }
    : { template: null, userErrors: problemsAsErrors(kept.problems) };

export const replyTemplateMutations = {
  createReplyTemplate: async (_: unknown, { input }: { input: Created }, context: TicketContext) => {
    const created = { ...input, idempotencyKey: input.idempotencyKey ?? null };
    return payloadOf(await createReplyTemplate(context.deps.replyTemplates, created, keeperOf(context)));
  },
  changeReplyTemplate: async (_: unknown, { input }: { input: Changed }, context: TicketContext) => {
    const changed = { ...input, name: input.name ?? null, text: input.text ?? null };
    return payloadOf(await changeReplyTemplate(context.deps.replyTemplates, changed, keeperOf(context)));
  },
  retireReplyTemplate: async (_: unknown, { input }: { input: Named }, context: TicketContext) =>
    payloadOf(await retireReplyTemplate(context.deps.replyTemplates, input, keeperOf(context))),
};

export const replyTemplateQueries = {
  replyTemplates: (
    _: unknown,
    { purpose, withRetired }: { purpose?: ReplyPurpose | null; withRetired?: boolean | null },
    context: TicketContext,
  ) => {
    const filter = { purpose: purpose ?? null, withRetired: withRetired ?? false };
    return context.deps.replyTemplates.list(keeperOf(context), filter);
  },

  /** Null where the template is another body's, or the ticket out of sight. */
  async renderReplyTemplate(
    _: unknown,
    { templateId, ticketId }: { templateId: string; ticketId: string },
    context: TicketContext,
  ) {
    const { deps, scope } = context;
    const template = await deps.replyTemplates.find(keeperOf(context), templateId);
    const stored = template ? await deps.tickets.load(scope, { id: ticketId }) : null;
    if (!template || !stored) return null;
    return renderReply(template, { state: stored.state, pack: packOf(deps, stored.state.jurisdiction) });
  },
};

export const replyTemplateResolvers = {
  placeholders: ({ purpose }: ReplyTemplate) => placeholdersFor(purpose),
};
