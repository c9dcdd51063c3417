import { type AggregateDocument, createInbox, type Events } from '@gridlink/event-bus';
import { databaseOf } from '@gridlink/subgraph-kit/mongo';
import type { Connection } from 'mongoose';
import { renewTokensOf } from './account/use-cases/change-account.ts';
import { nativeCollection } from './aggregate/native-collection.ts';
import { afterAppointmentEvents } from './appointment/events/after-appointment-events.ts';
import { startTermSweeper } from './appointment/events/term-sweeper.ts';
import { endAppointmentsIn } from './appointment/use-cases/end-appointment.ts';
import type { ResolverDeps } from './resolvers.ts';
import { afterGridEvents } from './staffing/events/after-grid-events.ts';
import { gatherRefreshes } from './staffing/use-cases/gather-refreshes.ts';

const AGGREGATES = ['organizations', 'appointments', 'accounts', 'sessions', 'programs'] as const;
const DOMAIN = 'personnel';

type Reactions = {
  readonly connection: Connection;
  readonly events: Events;
  readonly deps: ResolverDeps;
  readonly now: () => Date;
  readonly onProblem: (message: string, error: unknown) => void;
};

/** What runs besides requests: the outbox relay, reactions to events, terms that run out. Answers how to stop them, in order. */
export async function startBackground({ connection, events, deps, now, onProblem }: Reactions) {
  const collections = AGGREGATES.map((name) => nativeCollection<AggregateDocument>(connection, name));
  const relay = await events.startRelay(collections);
  const inbox = createInbox({ db: databaseOf(connection), bus: events.bus, onProblem, now });
  const { grids } = deps;
  const refreshStaffing = gatherRefreshes(deps.refreshStaffing);
  const consumers = [
    await inbox.consume({
      name: 'personnel-grids',
      domain: 'grid',
      noun: 'grid',
      handlers: afterGridEvents({ grids, refreshStaffing, endAppointmentsIn: endAppointmentsIn(deps), now }),
    }),
    await inbox.consume({
      name: 'personnel-appointments',
      domain: DOMAIN,
      noun: 'appointment',
      handlers: afterAppointmentEvents({ refreshStaffing, renewTokensOf: renewTokensOf(deps), now }),
    }),
  ];
  const sweeper = startTermSweeper({ ...deps, now, onProblem });
  return async (): Promise<void> => {
    await sweeper.stop();
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    await relay.stop();
  };
}
