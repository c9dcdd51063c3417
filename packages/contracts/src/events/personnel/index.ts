import type { EventType } from '../../event.ts';
import { accountRevoked, appointmentEnded, appointmentMade } from './appointment-made.ts';
import { organizationDissolved, organizationRegistered } from './organization-registered.ts';

export * from './appointment-made.ts';
export * from './organization-registered.ts';

/** Every event type of the domain; consumers and the AsyncAPI document read this list. */
export const personnelEvents: readonly EventType<unknown>[] = [
  organizationRegistered,
  organizationDissolved,
  appointmentMade,
  appointmentEnded,
  accountRevoked,
];
