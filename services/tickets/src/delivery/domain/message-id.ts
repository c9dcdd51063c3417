import { createHash } from 'node:crypto';

/** The id receivers see: the same at every try, and without the dots and bars of ours. */
export const messageId = (deliveryId: string): string =>
  `msg_${createHash('sha256').update(deliveryId).digest('base64url').slice(0, 32)}`;
