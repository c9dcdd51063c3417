import type { Notification } from '../../notification/domain/notification.ts';
import type { ChannelName, Delivery, Outcome } from '../domain/delivery.ts';

/** A way out of the platform. */
export type Channel = {
  readonly name: ChannelName;
  /** What notifications that were just written make for those who hear by this channel. */
  deliveriesOf(notifications: readonly Notification[], now: Date): Promise<readonly Delivery[]>;
  /** One try. Never throws for what the receiver did. */
  send(delivery: Delivery): Promise<Outcome>;
};
