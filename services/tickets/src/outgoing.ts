import type { Connection } from 'mongoose';
import { createDeliveries } from './delivery/persistence/mongo-deliveries.ts';
import type { Channel } from './delivery/use-cases/channel.ts';
import type { Environment } from './environment.ts';
import type { NotificationRepository } from './notification/use-cases/notification-repository.ts';
import { createTextSeal } from './reporter/text-seal.ts';
import { createWebhooks } from './webhook/persistence/mongo-webhooks.ts';
import { createCallUrl } from './webhook/sending/call-url.ts';
import { createWebhookChannel } from './webhook/use-cases/webhook-channel.ts';

const DAY_MS = 86_400_000;

type Ground = { readonly connection: Connection; readonly environment: Environment; readonly now: () => Date };

/** The ways by which notifications leave the platform, with what they keep. */
export async function openOutgoing(
  { connection, environment, now }: Ground,
  notifications: Pick<NotificationRepository, 'add'>,
) {
  const webhooks = createWebhooks(connection);
  const deliveries = createDeliveries(connection);
  await Promise.all([webhooks.ensureIndexes(), deliveries.ensureIndexes()]);
  const textSeal = createTextSeal(environment.PERSONAL_DATA_KEY);
  const webhookTargets = {
    plainHttp: environment.WEBHOOK_PLAIN_HTTP === 'allow',
    privateAddresses: environment.WEBHOOK_PRIVATE_ADDRESSES === 'allow',
  };
  const keptUntil = (at: Date): Date => new Date(at.getTime() + environment.NOTIFICATION_RETENTION_DAYS * DAY_MS);
  const webhookChannel = createWebhookChannel({
    webhooks,
    notifications,
    textSeal,
    callUrl: createCallUrl(webhookTargets),
    disableAfter: environment.WEBHOOK_DISABLE_AFTER,
    keptUntil,
    now,
  });
  const channels: readonly Channel[] = [webhookChannel];
  return { webhooks, deliveries, textSeal, webhookTargets, webhookChannel, keptUntil, channels };
}
