import { type LeasedSweeper, leaseEnd, startLeasedSweeper } from '../sweeping/leased-sweeper.ts';
import { afterTry, type ChannelName, type Delivery } from './domain/delivery.ts';
import type { Channel } from './use-cases/channel.ts';
import type { DeliveryRepository } from './use-cases/delivery-repository.ts';

export type DeliveringOptions = {
  readonly deliveries: DeliveryRepository;
  readonly channels: readonly Channel[];
  readonly now: () => Date;
  /** 0 never sweeps by itself. */
  readonly everyMs: number;
  readonly onProblem: (message: string, error: unknown) => void;
};

/**
 * Sends what is due. A receiver may get a message twice - when this process dies between the answer and the note of it - and knows it by
 * its id; it never goes without.
 */
export function startDelivering({ deliveries, channels, now, everyMs, onProblem }: DeliveringOptions): LeasedSweeper {
  const byName = new Map<ChannelName, Channel>(channels.map((channel) => [channel.name, channel]));
  const send = async (delivery: Delivery): Promise<number> => {
    const channel = byName.get(delivery.channel);
    if (!channel) throw new Error(`no channel ${delivery.channel}`);
    const outcome = await channel.send(delivery);
    return (await deliveries.settle(delivery, afterTry(delivery, outcome, now()))) ? 1 : 0;
  };
  return startLeasedSweeper({
    name: 'delivery',
    countDue: (most) => deliveries.countDue(now(), most),
    claim: () => deliveries.claim(now(), leaseEnd(now())),
    handle: send,
    everyMs,
    onProblem,
  });
}
