import { ticketsEvents } from '@gridlink/contracts';
import type { ConsumerOptions } from '@gridlink/event-bus';
import { type TellDeps, tellDesks } from '../use-cases/tell-desks.ts';

/** The service reads its own events: what was announced and stored is told, whatever process died in between. */
export function notificationConsumer(deps: TellDeps): ConsumerOptions {
  const handlers = ticketsEvents.map(({ type, data }) => [
    type,
    async (event: Parameters<ConsumerOptions['handlers'][string]>[0]): Promise<void> =>
      tellDesks(deps, { ...event, ...data.parse(event.data) }),
  ]);
  return { name: 'tickets-notifications', domain: 'tickets', noun: 'ticket', handlers: Object.fromEntries(handlers) };
}
