import { ticketsEvents } from '@gridlink/contracts';
import { packOf } from '../../ticket/use-cases/deps.ts';
import { deskJurisdiction, notificationsOf } from '../domain/notifications-of.ts';
import type { TellDeps } from '../use-cases/tell-desks.ts';
import { tellingConsumer } from './telling-consumer.ts';

/** Tells desks what happens to tickets. */
export const notificationConsumer = (deps: TellDeps) =>
  tellingConsumer(deps, {
    name: 'tickets-notifications',
    noun: 'ticket',
    events: ticketsEvents,
    told(envelope, data, at) {
      const heard = { ...envelope, ...data };
      return notificationsOf(heard, packOf(deps, deskJurisdiction(heard)), at);
    },
  });
