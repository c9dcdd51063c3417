import type { NotificationKind } from '../../notification/domain/notification.ts';
import type { Words } from '../../notification/domain/words.ts';

/** By what a notification leaves the platform. */
export type ChannelName = 'WEBHOOK' | 'EMAIL';

/** PENDING until it has arrived or is given up. */
export const DELIVERY_STATES = ['PENDING', 'DELIVERED', 'FAILED'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One notification among those a letter holds. */
export type DeliveryPart = Words & { readonly id: string };

/** One message to one receiver. */
export type Delivery = {
  /** Notification and receiver: the same again is the same delivery. */
  readonly id: string;
  readonly channel: ChannelName;
  /** Who receives it, as the channel names them. */
  readonly receiver: string;
  readonly event: string;
  readonly kind: NotificationKind | null;
  readonly ticketCode: string | null;
  /** Number of the ticket, suggestion or deliberation; absent where it is about none. */
  readonly code?: string | null;
  /** What is sent, the same at every try. */
  readonly body: string;
  /** What is sent is made of these, for messages that gather many; each is there once. */
  readonly parts?: readonly DeliveryPart[];
  readonly createdAt: Date;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** When it is tried next; absent once it is over. */
  readonly nextAt?: Date | undefined;
  readonly lastAt: Date | null;
  /** What the receiver answered, as a number of its protocol. */
  readonly status: number | null;
  readonly problem: string | null;
};

/** How a try went. */
export type Outcome =
  | { readonly kind: 'DELIVERED'; readonly status: number | null }
  | { readonly kind: 'TRY_AGAIN'; readonly status: number | null; readonly problem: string }
  /** It makes no sense to try again. */
  | { readonly kind: 'GIVE_UP'; readonly status: number | null; readonly problem: string };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits after each failed try: two days and more in all, so that a receiver may be away over a weekend. */
const WAITS_MS: readonly number[] = [
  5 * SECOND,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
];
export const MOST_ATTEMPTS = WAITS_MS.length + 1;

/** What a delivery is after a try. */
export function afterTry(delivery: Delivery, outcome: Outcome, now: Date): Delivery {
  const attempts = delivery.attempts + 1;
  const { nextAt: _, ...rest } = delivery;
  const tried = { ...rest, attempts, lastAt: now, status: outcome.status };
  if (outcome.kind === 'DELIVERED') return { ...tried, state: 'DELIVERED', problem: null };
  const wait = WAITS_MS[attempts - 1];
  if (outcome.kind === 'GIVE_UP' || wait === undefined) return { ...tried, state: 'FAILED', problem: outcome.problem };
  return { ...tried, state: 'PENDING', problem: outcome.problem, nextAt: new Date(now.getTime() + wait) };
}
