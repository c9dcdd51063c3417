import type { PageRequest } from '@gridlink/subgraph-kit';
import type { ChannelName, Delivery } from '../domain/delivery.ts';

export type DeliveryRepository = {
  /** Keeps what is not there yet, due at once. */
  add(deliveries: readonly Delivery[], expiresAt: Date): Promise<void>;
  /** At most `most` of what is due and in nobody's hand. */
  countDue(now: Date, most: number): Promise<number>;
  /** Takes the one that is due longest; others do not see it until the lease is over. */
  claim(now: Date, until: Date): Promise<Delivery | null>;
  /** Keeps how a try went, unless somebody else's was kept first. */
  settle(before: Delivery, after: Delivery): Promise<boolean>;
  /** A receiver's, newest first, one row more than the page wants when there is one. */
  list(
    receiver: { readonly channel: ChannelName; readonly receiver: string },
    page: PageRequest,
  ): Promise<readonly Delivery[]>;
};
