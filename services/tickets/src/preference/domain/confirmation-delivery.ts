import type { Delivery } from '../../delivery/domain/delivery.ts';
import type { Confirmation } from './confirmation.ts';

/** What the delivery of a code is called among deliveries. */
export const CONFIRMATION = 'mail-confirmation';

const idOf = (subject: string, { issuedAt }: Confirmation): string =>
  `${CONFIRMATION}|${subject}|${issuedAt.getTime()}`;

/** The letter with a code, which is made only as it is sent: nothing of it is kept. */
export const confirmationDelivery = (subject: string, confirmation: Confirmation, now: Date): Delivery => ({
  id: idOf(subject, confirmation),
  channel: 'EMAIL',
  receiver: subject,
  event: CONFIRMATION,
  kind: null,
  ticketCode: null,
  body: '',
  createdAt: now,
  state: 'PENDING',
  attempts: 0,
  nextAt: now,
  lastAt: null,
  status: null,
  problem: null,
});

/** Whether a delivery is of the code that was issued last. */
export const isOfCode = ({ id, receiver }: Delivery, confirmation: Confirmation): boolean =>
  id === idOf(receiver, confirmation);
