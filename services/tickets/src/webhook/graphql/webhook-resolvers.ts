import { connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import type { Delivery } from '../../delivery/domain/delivery.ts';
import { messageId } from '../../delivery/domain/message-id.ts';
import type { NotificationKind } from '../../notification/domain/notification.ts';
import type { Webhook } from '../domain/webhook.ts';
import {
  changeWebhook,
  governs,
  pingWebhook,
  registerWebhook,
  removeWebhook,
  rotateSecret,
  type WebhookCall,
  type WebhookOutcome,
} from '../use-cases/manage-webhooks.ts';
import { webhookError } from './webhook-errors.ts';

type Kinds = readonly NotificationKind[] | null;
type Of = { readonly input: { readonly organization: string } };
type RegisterInput = { readonly organization: string; readonly url: string; readonly kinds?: Kinds };
type ChangeInput = {
  readonly organization: string;
  readonly url?: string | null;
  readonly kinds?: Kinds;
  readonly active?: boolean | null;
};

const callOf = ({ scope, caller, now }: TicketContext): WebhookCall => ({ scope, caller, now: now() });

/** What was done, or why not; the fields of what was not are empty. */
function payloadOf<Done extends object>(outcome: WebhookOutcome<Done>, undone: object): object {
  return outcome.kind === 'DONE'
    ? { ...outcome, userErrors: [] }
    : { ...undone, userErrors: [webhookError(outcome.problem)] };
}

export const webhookQueryResolvers = {
  async webhook(_: unknown, { organization: code }: { organization: string }, context: TicketContext) {
    const { deps } = context;
    const organization = await deps.organizations.organization(code);
    return organization !== null && governs(callOf(context), organization) ? deps.webhooks.find(code) : null;
  },
};

export const webhookMutationResolvers = {
  async registerWebhook(_: unknown, { input }: { input: RegisterInput }, context: TicketContext) {
    const registration = { ...input, kinds: input.kinds ?? null };
    return payloadOf(await registerWebhook(context.deps, callOf(context), registration), { webhook: null });
  },
  async changeWebhook(_: unknown, { input }: { input: ChangeInput }, context: TicketContext) {
    const { organization, url = null, kinds, active = null } = input;
    const request = { organization, url, kinds, active };
    return payloadOf(await changeWebhook(context.deps, callOf(context), request), { webhook: null });
  },
  async rotateWebhookSecret(_: unknown, { input }: Of, context: TicketContext) {
    return payloadOf(await rotateSecret(context.deps, callOf(context), input.organization), { webhook: null });
  },
  async removeWebhook(_: unknown, { input }: Of, context: TicketContext) {
    const outcome = await removeWebhook(context.deps, callOf(context), input.organization);
    return { ...payloadOf(outcome, {}), removed: outcome.kind === 'DONE' };
  },
  async pingWebhook(_: unknown, { input }: Of, context: TicketContext) {
    return payloadOf(await pingWebhook(context.deps, callOf(context), input.organization), { delivery: null });
  },
};

const sortValues = ({ createdAt, id }: Delivery) => [createdAt, id] as const;

export const webhookResolvers = {
  organization: ({ organization }: Webhook) => ({ code: organization }),
  organizationCode: ({ organization }: Webhook) => organization,
  secretSince: ({ secrets, registeredAt }: Webhook) => secrets[0]?.since ?? registeredAt,
  async deliveries({ organization }: Webhook, args: PageArguments, { deps }: TicketContext) {
    const page = pageRequest(args);
    const rows = await deps.deliveries.list({ channel: 'WEBHOOK', receiver: organization }, page);
    return connectionOf(rows, page, sortValues);
  },
};

/** The id a receiver was shown. */
export const webhookDeliveryResolvers = { id: ({ id }: Delivery) => messageId(id) };
