import type { Notification } from '../../notification/domain/notification.ts';
import { wordsOf } from '../../notification/domain/words.ts';

/** What a department's system is sent of a notification: names of things, no personal data, the same words as in-app. */
export const webhookBody = (notification: Notification): string =>
  JSON.stringify({
    type: `notification.${notification.verb}`,
    timestamp: notification.happenedAt.toISOString(),
    data: {
      id: notification.id,
      kind: notification.kind,
      jurisdiction: notification.jurisdiction,
      words: wordsOf(notification),
      ticketId: notification.ticketId,
      ticketCode: notification.ticketCode,
      suggestionId: notification.suggestion?.id ?? null,
      suggestionCode: notification.suggestion?.code ?? null,
      deliberationId: notification.deliberation?.id ?? null,
      deliberationCode: notification.deliberation?.code ?? null,
      about: notification.about,
      gridId: notification.gridId,
      urgent: notification.urgent,
      dueAt: notification.dueAt?.toISOString() ?? null,
    },
  });

/** What `pingWebhook` sends. */
export const pingBody = (organization: string, now: Date): string =>
  JSON.stringify({ type: 'ping', timestamp: now.toISOString(), data: { organization } });
