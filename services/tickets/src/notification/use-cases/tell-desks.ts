import type { EventEnvelope, TicketSnapshot } from '@gridlink/contracts';
import type { Channel } from '../../delivery/use-cases/channel.ts';
import type { DeliveryRepository } from '../../delivery/use-cases/delivery-repository.ts';
import { packOf, type TicketDeps } from '../../ticket/use-cases/deps.ts';
import { deskJurisdiction, notificationsOf } from '../domain/notifications-of.ts';
import type { NotificationRepository } from './notification-repository.ts';

export type TellDeps = Pick<TicketDeps, 'packs'> & {
  readonly notifications: Pick<NotificationRepository, 'add'>;
  readonly deliveries: Pick<DeliveryRepository, 'add'>;
  /** By what notifications leave the platform besides. */
  readonly channels: readonly Channel[];
  readonly retentionDays: number;
  readonly now: () => Date;
};

type Heard = Pick<EventEnvelope, 'id' | 'type' | 'time'> & {
  readonly ticket: TicketSnapshot;
  readonly detail: Readonly<Record<string, unknown>>;
};

const DAY_MS = 86_400_000;

/** Tells every desk an event is for, and whoever hears by other channels. Safe to repeat: event, desk and receiver name what is written. */
export async function tellDesks(deps: TellDeps, heard: Heard): Promise<void> {
  const { packs, notifications, deliveries, channels, retentionDays } = deps;
  const at = deps.now();
  const kept = retentionDays * DAY_MS;
  // The broker keeps events for longer than desks want to hear of them.
  if (new Date(heard.time).getTime() + kept <= at.getTime()) return;
  const told = notificationsOf(heard, packOf({ packs }, deskJurisdiction(heard)), at);
  const expiresAt = new Date(at.getTime() + kept);
  await notifications.add(told, expiresAt);
  for (const channel of channels) await deliveries.add(await channel.deliveriesOf(told, at), expiresAt);
}
