import { askedTogether } from '@gridlink/event-bus';
import type { Delivery, Outcome } from '../../delivery/domain/delivery.ts';
import { messageId } from '../../delivery/domain/message-id.ts';
import type { Channel } from '../../delivery/use-cases/channel.ts';
import { codeOf, type Notification } from '../../notification/domain/notification.ts';
import type { NotificationRepository } from '../../notification/use-cases/notification-repository.ts';
import type { TextSeal } from '../../reporter/text-seal.ts';
import { divisionOf } from '../../ticket/domain/centers.ts';
import { signed } from '../domain/signature.ts';
import { signingSecrets, type Webhook } from '../domain/webhook.ts';
import type { CallUrl } from '../sending/call-url.ts';
import { webhookBody } from './webhook-message.ts';
import type { WebhookRepository } from './webhook-repository.ts';

export type WebhookChannelDeps = {
  readonly webhooks: WebhookRepository;
  readonly notifications: Pick<NotificationRepository, 'add'>;
  readonly textSeal: TextSeal;
  readonly callUrl: CallUrl;
  /** So many failures in a row disable a webhook. */
  readonly disableAfter: number;
  /** Until when the notice of it is kept. */
  readonly keptUntil: (now: Date) => Date;
  readonly now: () => Date;
};

const TIMEOUT_MS = 10_000;
const GONE = 410;

/** What a webhook's secret is sealed for. */
export const sealedFor = (organization: string): string => `webhook:${organization}`;

const hears = ({ desks, kinds, registeredAt }: Webhook, { desks: told, kind, happenedAt }: Notification): boolean =>
  told.some((desk) => desks.includes(desk)) && (kinds?.includes(kind) ?? true) && registeredAt <= happenedAt;

const deliveryTo = ({ organization }: Webhook, notification: Notification, now: Date): Delivery => ({
  id: `${notification.id}|${organization}`,
  channel: 'WEBHOOK',
  receiver: organization,
  event: notification.verb,
  kind: notification.kind,
  ticketCode: notification.ticketCode,
  code: codeOf(notification),
  body: webhookBody(notification),
  createdAt: now,
  state: 'PENDING',
  attempts: 0,
  nextAt: now,
  lastAt: null,
  status: null,
  problem: null,
});

/** The notice a desk gets when its webhook was switched off; one for each stretch of failures. */
const disabledNotice = ({ organization, jurisdiction, desks, failingSince }: Webhook, now: Date): Notification => ({
  id: `webhook-disabled|${organization}|${failingSince?.getTime() ?? now.getTime()}`,
  jurisdiction,
  division: divisionOf(organization),
  kind: 'SERVICE',
  verb: 'webhook-disabled',
  ticketId: null,
  ticketCode: null,
  about: organization,
  dueAt: null,
  organization,
  gridId: null,
  desks,
  urgent: false,
  happenedAt: now,
  at: now,
});

type Listening = (desks: readonly string[]) => Promise<readonly Webhook[]>;

/** Who listens in a jurisdiction, looked up together for all that is told at the same time. */
function listeningIn({ webhooks }: Pick<WebhookChannelDeps, 'webhooks'>): (jurisdiction: string) => Listening {
  const made = new Map<string, Listening>();
  return (jurisdiction) => {
    const listening =
      made.get(jurisdiction) ?? askedTogether((desks: readonly string[]) => webhooks.listening(jurisdiction, desks));
    made.set(jurisdiction, listening);
    return listening;
  };
}

/** Calls departments' own systems; one that fails for long is called no more, and its desk is told so. */
export function createWebhookChannel(deps: WebhookChannelDeps): Channel & {
  /** One call, whatever the webhook's state; what it does is not counted. */
  call(webhook: Webhook, message: { readonly id: string; readonly body: string }, timeoutMs: number): Promise<Outcome>;
} {
  const { webhooks, notifications, textSeal, callUrl, disableAfter, keptUntil, now } = deps;
  const listeners = listeningIn(deps);

  const call = (webhook: Webhook, message: { readonly id: string; readonly body: string }, timeoutMs: number) => {
    const at = now();
    const secrets = signingSecrets(webhook, at).map(({ sealed }) =>
      textSeal.open(sealedFor(webhook.organization), sealed),
    );
    const { body } = message;
    return callUrl({ url: webhook.url, headers: signed(message, at, secrets), body, timeoutMs });
  };

  const noteFailure = async (organization: string, { status, problem }: Extract<Outcome, { problem: string }>) => {
    const after = await webhooks.noteFailure(organization, now());
    const isOver = status === GONE || (after?.failures ?? 0) >= disableAfter;
    if (!after || after.state === 'DISABLED' || !isOver) return;
    // The notice first: should this process die in between, the next failure finds it written and only switches off.
    await notifications.add([disabledNotice(after, now())], keptUntil(now()));
    await webhooks.change(organization, { state: 'DISABLED', disabledReason: problem });
  };

  return {
    name: 'WEBHOOK',
    call,

    async deliveriesOf(told, at) {
      const [first] = told;
      if (first === undefined) return [];
      const desks = [...new Set(told.flatMap((notification) => notification.desks))];
      const listening = await listeners(first.jurisdiction)(desks);
      return listening.flatMap((webhook) =>
        told
          .filter((notification) => hears(webhook, notification))
          .map((notification) => deliveryTo(webhook, notification, at)),
      );
    },

    async send({ id, receiver, body }) {
      const webhook = await webhooks.find(receiver);
      if (webhook?.state !== 'ACTIVE') {
        return { kind: 'GIVE_UP', status: null, problem: '回调已停用或已删除 (the webhook is off)' };
      }
      const outcome = await call(webhook, { id: messageId(id), body }, TIMEOUT_MS);
      if (outcome.kind === 'DELIVERED') await webhooks.noteSuccess(receiver);
      else await noteFailure(receiver, outcome);
      return outcome;
    },
  };
}
