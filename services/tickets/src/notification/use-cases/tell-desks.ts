import type { Channel } from '../../delivery/use-cases/channel.ts';
import type { DeliveryRepository } from '../../delivery/use-cases/delivery-repository.ts';
import type { TicketDeps } from '../../ticket/use-cases/deps.ts';
import type { Notification } from '../domain/notification.ts';
import type { NotificationRepository } from './notification-repository.ts';

export type TellDeps = Pick<TicketDeps, 'packs'> & {
  readonly notifications: Pick<NotificationRepository, 'add'>;
  readonly deliveries: Pick<DeliveryRepository, 'add'>;
  /** By what notifications leave the platform besides. */
  readonly channels: readonly Channel[];
  readonly retentionDays: number;
  readonly now: () => Date;
};

const DAY_MS = 86_400_000;

/** Tells every desk an event is for, and whoever hears by other channels. Safe to repeat: event, desk and receiver name what is written. */
export async function tellDesks(
  { notifications, deliveries, channels, retentionDays, now }: TellDeps,
  time: string,
  notificationsAt: (at: Date) => readonly Notification[] | Promise<readonly Notification[]>,
): Promise<void> {
  const at = now();
  const kept = retentionDays * DAY_MS;
  // The broker keeps events for longer than desks want to hear of them.
  if (new Date(time).getTime() + kept <= at.getTime()) return;
  const told = await notificationsAt(at);
  const expiresAt = new Date(at.getTime() + kept);
  await notifications.add(told, expiresAt);
  for (const channel of channels) await deliveries.add(await channel.deliveriesOf(told, at), expiresAt);
}
