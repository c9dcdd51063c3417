import type { Connection } from 'mongoose';
import { createDeliveries } from './delivery/persistence/mongo-deliveries.ts';
import type { Channel } from './delivery/use-cases/channel.ts';
import { createEmailChannel } from './email/email-channel.ts';
import { openSmtp } from './email/smtp.ts';
import type { Environment } from './environment.ts';
import type { NotificationRepository } from './notification/use-cases/notification-repository.ts';
import { createMailCodes, type MailCodes } from './preference/mail-codes.ts';
import type { AccountRecords } from './preference/use-cases/account-records.ts';
import { createTextSeal, type TextSeal } from './reporter/text-seal.ts';
import { createWebhooks } from './webhook/persistence/mongo-webhooks.ts';
import { createCallUrl } from './webhook/sending/call-url.ts';
import { createWebhookChannel } from './webhook/use-cases/webhook-channel.ts';

const DAY_MS = 86_400_000;
/** A try is over before its lease is. */
const SMTP_TIMEOUT_MS = 8_000;

type Ground = { readonly connection: Connection; readonly environment: Environment; readonly now: () => Date };

type Told = { readonly notifications: Pick<NotificationRepository, 'add'>; readonly accounts: AccountRecords };

/** Mail, where there is a server to hand it to. */
function openMail(
  { environment }: Ground,
  accounts: AccountRecords,
  seals: { textSeal: TextSeal; mailCodes: MailCodes },
) {
  const { SMTP_URL: url, EMAIL_FROM: from, EMAIL_DOMAINS: domains } = environment;
  if (url === undefined) return { mailPolicy: null, mailChannels: [], closeOutgoing: () => undefined };
  const smtp = openSmtp({ url, from, timeoutMs: SMTP_TIMEOUT_MS });
  const mailChannels = [createEmailChannel({ accounts, ...seals, smtp })];
  return { mailPolicy: { domains }, mailChannels, closeOutgoing: () => smtp.close() };
}

/** The ways by which notifications leave the platform, with what they keep. */
export async function openOutgoing(ground: Ground, { notifications, accounts }: Told) {
  const { connection, environment, now } = ground;
  const webhooks = createWebhooks(connection);
  const deliveries = createDeliveries(connection, now);
  await Promise.all([webhooks.ensureIndexes(), deliveries.ensureIndexes()]);
  const textSeal = createTextSeal(environment.PERSONAL_DATA_KEY);
  const mailCodes = createMailCodes(environment.PERSONAL_DATA_KEY);
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
  const { mailPolicy, mailChannels, closeOutgoing } = openMail(ground, accounts, { textSeal, mailCodes });
  const channels: readonly Channel[] = [webhookChannel, ...mailChannels];
  return {
    webhooks,
    deliveries,
    textSeal,
    mailCodes,
    webhookTargets,
    webhookChannel,
    keptUntil,
    channels,
    mailPolicy,
    closeOutgoing,
  };
}
