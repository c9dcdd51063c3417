import type { EventEnvelope, EventType } from '@gridlink/contracts';
import type { ConsumerOptions } from '@gridlink/event-bus';
import type { Notification } from '../domain/notification.ts';
import { type TellDeps, tellDesks } from '../use-cases/tell-desks.ts';

type Telling<Data> = {
  readonly name: string;
  readonly noun: string;
  readonly events: readonly EventType<Data>[];
  readonly told: (
    envelope: EventEnvelope,
    data: Data,
    at: Date,
  ) => readonly Notification[] | Promise<readonly Notification[]>;
};

/** The service reads its own events: what was announced and stored is told, whatever process died in between. */
export function tellingConsumer<Data>(deps: TellDeps, { name, noun, events, told }: Telling<Data>): ConsumerOptions {
  const handlers = events.map(({ type, data }) => [
    type,
    async (event: EventEnvelope): Promise<void> => {
      const heard = data.parse(event.data);
      await tellDesks(deps, event.time, (at) => told(event, heard, at));
    },
  ]);
  return { name, domain: 'tickets', noun, handlers: Object.fromEntries(handlers) };
}
