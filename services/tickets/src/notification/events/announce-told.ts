import { createHash } from 'node:crypto';
import { type EventEnvelope, notificationTold } from '@gridlink/contracts';
import type { EventBus } from '@gridlink/event-bus';
import { placeOf } from '../domain/desk.ts';
import type { Notification } from '../domain/notification.ts';
import type { NotificationRepository } from '../use-cases/notification-repository.ts';

/** An event id of our own making (UUID version 8): the same notification announced again is the same event. */
function eventIdOf(notificationId: string): string {
  const bytes = createHash('sha256').update(`told|${notificationId}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const toldEvent = ({ id, jurisdiction, division, kind, urgent, desks }: Notification, now: Date): EventEnvelope => ({
  specversion: '1.0',
  id: eventIdOf(id),
  source: '/gridlink/tickets',
  type: notificationTold.type,
  subject: id,
  time: now.toISOString(),
  datacontenttype: 'application/json',
  jurisdiction,
  division,
  sequence: 1,
  data: { notification: { id, jurisdiction, kind, urgent, places: desks.map(placeOf) } },
});

/**
 * Notifications that are announced once they are in their lists, so that screens hear of them. There is no outbox: whoever writes them does
 * so again until it has gone through - the handler of a ticket's event, the next call of a webhook - and a stream that was lost is not filled
 * with them, since lists are read again then.
 */
export const announceTold = <Store extends NotificationRepository>(
  store: Store,
  bus: Pick<EventBus, 'publish'>,
  now: () => Date,
): Store => ({
  ...store,
  async add(notifications: readonly Notification[], expiresAt: Date) {
    await store.add(notifications, expiresAt);
    for (const notification of notifications) await bus.publish(toldEvent(notification, now()));
  },
});
