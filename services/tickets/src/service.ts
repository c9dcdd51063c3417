import { createDossierSigner, type DossierSigner } from '@gridlink/dossier';
import { createInbox, type RunningSubscription } from '@gridlink/event-bus';
import {
  createWorkingCalendar,
  type NationalCalendar,
  type Pack,
  type Packs,
  type WorkingCalendar,
} from '@gridlink/jurisdiction';
import {
  listeningOf,
  type SubgraphOptions,
  serveSubgraph,
  systemScope,
  typeDefinitionsIn,
} from '@gridlink/subgraph-kit';
import { databaseOf } from '@gridlink/subgraph-kit/mongo';
import { createAlarmMetrics } from './alarm/alarm-metrics.ts';
import { startAlarmSweeper } from './alarm/alarm-sweeper.ts';
import { type ServiceDeps, type TicketContext, ticketContext } from './context.ts';
import { startUnraisedTickets } from './deliberation/unraised-tickets.ts';
import { startDelivering } from './delivery/delivery-sweeper.ts';
import { startAnchorSweeper } from './dossier/anchor-sweeper.ts';
import type { Environment } from './environment.ts';
import { type Evidence, openEvidence } from './evidence/open-evidence.ts';
import { exportRoutes } from './export/open-exports.ts';
import { startFigureCounter } from './figures/figure-counter.ts';
import { type GridMap, startGridMap } from './grid/grid-map.ts';
import { startTicketRelocation } from './grid/ticket-relocation.ts';
import { startOverdueSweeper } from './instruction/overdue-sweeper.ts';
import { succeedRecipient } from './instruction/use-cases/succeed-recipient.ts';
import { deliberationNotices, suggestionNotices } from './notification/events/after-participation.ts';
import { notificationConsumer } from './notification/events/after-ticket-changed.ts';
import { accountConsumer } from './preference/after-account-revoked.ts';
import { createContactSeal } from './reporter/contact-seal.ts';
import { createQueryCodes } from './reporter/query-code.ts';
import { createTextSeal } from './reporter/text-seal.ts';
import { startRevisionSweeper } from './revision/revision-sweeper.ts';
import { type Ground, openGround, openStores, type ServiceOptions, type Stores } from './stores.ts';
import { startOverdueAnswers } from './suggestion/overdue-answers.ts';
import { createAttempts } from './sweeping/attempts.ts';
import { createWorkMetrics } from './sweeping/work-metrics.ts';
import { resolvers } from './ticket/graphql/resolvers.ts';
import { locateTickets } from './ticket/use-cases/locate-tickets.ts';
import { succeedUnit } from './ticket/use-cases/succeed-unit.ts';
import { ticketByNumber } from './ticket/use-cases/ticket-by-number.ts';
import { startHandOverSweeper } from './transfer/hand-over-sweeper.ts';

export type TicketService = {
  readonly url: string;
  /** Where /metrics is. */
  readonly operatorUrl: string;
  readonly deps: ServiceDeps;
  /** Raises what is due now, whatever the interval. */
  sweepAlarms(): Promise<number>;
  /** Carries revisions of deadlines through to their end, whatever the interval. */
  sweepRevisions(): Promise<number>;
  /** Sends what is due now, whatever the interval; how many tries were made. */
  sendDue(): Promise<number>;
  /** Removes files that no ticket came for, whatever the interval. */
  sweepEvidence(): Promise<number>;
  /** Brings the figures up with the tickets, whatever the interval. */
  countFigures(): Promise<number>;
  /** Seals the days that are over now, whatever the interval. */
  sweepAnchors(): Promise<number>;
  /** Opens what was taken over and is not open yet, whatever the interval. */
  sweepHandOvers(): Promise<number>;
  /** Makes the tickets of resolutions that nobody finished making, whatever the interval. */
  sweepResolutions(): Promise<number>;
  /** Resolves when all events of finished commands are with the broker. */
  settled(): Promise<void>;
  stop(): Promise<void>;
};

const WATCHING = systemScope('the operator watches the clocks');

/** Calendars by pack, each made once. */
function calendars(holidays: NationalCalendar): (pack: Pack) => WorkingCalendar {
  const made = new Map<string, WorkingCalendar>();
  return (pack) => {
    const calendar = made.get(pack.code) ?? createWorkingCalendar(pack, holidays);
    made.set(pack.code, calendar);
    return calendar;
  };
}

/** @throws Error where a jurisdiction's dossiers could not be signed: better at the start than at its first dossier */
function dossierSignerOf({ DOSSIER_KEYS }: Environment, packs: Packs): DossierSigner {
  const signer = createDossierSigner(DOSSIER_KEYS);
  const without = [...packs.keys()].filter((jurisdiction) => !signer.has(jurisdiction));
  if (without.length > 0) throw new Error(`DOSSIER_KEYS has no key that signs for ${without.join(', ')}`);
  return signer;
}

const depsOf = ({ environment, rules }: Ground, stores: Stores, gridMap: GridMap): ServiceDeps => ({
  ...stores,
  gridMap,
  ...rules,
  dossierSigner: dossierSignerOf(environment, rules.packs),
  calendarOf: calendars(rules.holidays),
  contactSeal: createContactSeal(environment.PERSONAL_DATA_KEY),
  textSeal: createTextSeal(environment.PERSONAL_DATA_KEY),
  queryCodes: createQueryCodes(environment.PERSONAL_DATA_KEY),
});

/** Reads what other services announce; what changes the map gives unlocated tickets another look. */
async function startListening(ground: Ground, stores: Stores, deps: ServiceDeps & { gridMap: GridMap }) {
  const { environment, events, onProblem, now } = ground;
  const retentionDays = environment.NOTIFICATION_RETENTION_DAYS;
  const relocation = startTicketRelocation({
    jurisdictions: deps.packs.keys(),
    locate: (jurisdiction) => locateTickets(deps, jurisdiction, now()),
    onProblem,
  });
  const gridHandlers = stores.grids.handlers(async (grid) => {
    deps.gridMap.take(grid);
    relocation.mark(grid.jurisdiction);
  });
  const inbox = createInbox({ db: databaseOf(ground.connection), bus: events.bus, onProblem, now });
  const { itemLists, organizations } = stores;
  const readers: RunningSubscription[] = await Promise.all([
    inbox.consume({ name: 'tickets-grids', domain: 'grid', noun: 'grid', handlers: gridHandlers }),
    inbox.consume({ name: 'tickets-item-lists', domain: 'grid', noun: 'item-list', handlers: itemLists.handlers }),
    inbox.consume({
      name: 'tickets-organizations',
      domain: 'personnel',
      noun: 'organization',
      handlers: organizations.handlers(async (succession) => {
        const attempts = createAttempts('succession');
        await attempts.attempt(() => succeedUnit(deps, succession, now));
        await attempts.attempt(() => succeedRecipient(deps, succession, now));
        attempts.conclude();
      }),
    }),
    ...(environment.NOTIFICATIONS === 'here'
      ? [
          ...[notificationConsumer, suggestionNotices, deliberationNotices].map((consumer) =>
            inbox.consume(consumer({ ...deps, ...stores, retentionDays, now })),
          ),
          inbox.consume(accountConsumer(stores.accounts)),
        ]
      : []),
  ]);
  return [...readers, relocation];
}

const serve = (ground: Ground, deps: ServiceDeps, evidence: Evidence) =>
  serveSubgraph({
    name: 'tickets',
    typeDefs: typeDefinitionsIn(import.meta.dirname),
    // Resolvers are typed by this service's context; the library's map knows none.
    resolvers: resolvers as unknown as SubgraphOptions<TicketContext>['resolvers'],
    ...listeningOf(ground.environment),
    gatewayKeys: ground.environment.GATEWAY_JWKS,
    log: ground.log,
    metrics: ground.metrics,
    now: ground.now,
    contextFor: ticketContext(deps),
    streams: {
      ...evidence.streams,
      routes: { ...evidence.streams.routes, ...exportRoutes(deps, ground.metrics.registry) },
    },
    readiness: [
      { name: 'database', ping: () => databaseOf(ground.connection).command({ ping: 1 }) },
      { name: 'broker', ping: () => ground.events.bus.ping() },
    ],
  });

/** Figures are some seconds behind; what waits longer is not being counted. */
const FIGURES_BEHIND_MS = 60_000;

/** What several stores count together, at most so many. */
const together = async (most: number, counts: readonly Promise<number>[]): Promise<number> =>
  Math.min(
    most,
    (await Promise.all(counts)).reduce((sum, count) => sum + count, 0),
  );

function watchWork({ metrics, onProblem, now }: Ground, { deliveries, ...stores }: Stores) {
  const { tickets, suggestions, deliberations } = stores;
  const behind = (): Date => new Date(now().getTime() - FIGURES_BEHIND_MS);
  return createWorkMetrics({
    registry: metrics.registry,
    onProblem,
    waiting: {
      deliveries: (most) => deliveries.countDue(now(), most),
      figures: (most) =>
        together(
          most,
          [tickets, suggestions, deliberations].flatMap((of) => [
            of.countUncounted(WATCHING, behind(), most),
            of.countSetAside(WATCHING, most),
          ]),
        ),
      'hand-overs': (most) => tickets.countHandOvers(WATCHING, now(), most),
    },
  });
}

/** Wires the whole service; the only place that sees everything. */
export async function startService(environment: Environment, options: ServiceOptions = {}): Promise<TicketService> {
  const ground = await openGround(environment, options);
  const { events, now } = ground;
  const { bus, publisher } = events;
  const stores = await openStores(ground);
  const onProblem = watchWork(ground, stores);
  const gridMap = await startGridMap(stores.grids, ground.onProblem);
  const deps = { ...depsOf(ground, stores, gridMap), gridMap };
  const relay = await events.startRelay([
    stores.tickets.collection,
    stores.instructions.collection,
    stores.suggestions.collection,
    stores.deliberations.collection,
  ]);
  const listeners = await startListening(ground, stores, deps);
  const countDue = (most: number): Promise<number> =>
    together(
      most,
      [stores.tickets, stores.instructions, stores.suggestions].map((of) => of.countDue(WATCHING, now(), most)),
    );
  const { raised, sweepSeconds } = createAlarmMetrics(ground.metrics.registry, countDue);
  const sweeper = startAlarmSweeper({
    deps,
    now,
    everyMs: environment.ALARM_INTERVAL_MS,
    onProblem,
    onSwept(tickets, seconds) {
      raised.inc(tickets);
      sweepSeconds.observe(seconds);
    },
  });
  const revising = startRevisionSweeper({ deps, now, everyMs: environment.ALARM_INTERVAL_MS, onProblem });
  const overdue = startOverdueSweeper({ deps, now, everyMs: environment.ALARM_INTERVAL_MS, onProblem });
  const overdueAnswers = startOverdueAnswers({ deps, now, everyMs: environment.ALARM_INTERVAL_MS, onProblem });
  const unraised = startUnraisedTickets({ deps, now, everyMs: environment.ALARM_INTERVAL_MS, onProblem });
  const sending = startDelivering({ ...stores, now, everyMs: environment.DELIVERY_INTERVAL_MS, onProblem });
  const counter = await startFigureCounter({ deps, now, everyMs: environment.FIGURES_INTERVAL_MS, onProblem });
  const anchoring = await startAnchorSweeper({
    deps,
    jurisdictions: deps.packs.keys(),
    now,
    everyMs: environment.ANCHOR_INTERVAL_MS,
    onProblem,
  });
  const handOvers = startHandOverSweeper({ deps, now, everyMs: environment.ALARM_INTERVAL_MS, onProblem });
  const evidence = await openEvidence({
    ...ground,
    db: databaseOf(ground.connection),
    registry: ground.metrics.registry,
    packs: deps.packs,
    tickets: stores.tickets,
    reportOf: async (proof) => (await ticketByNumber(deps, proof))?.state ?? null,
    files: stores.evidence,
  });
  const front = await serve(ground, deps, evidence);
  return {
    url: front.url,
    operatorUrl: front.operators?.url ?? '',
    deps,
    sweepAlarms: async () => (await sweeper.sweep()) + (await overdue.sweep()) + (await overdueAnswers.sweep()),
    sweepRevisions: () => revising.sweep(),
    sendDue: () => sending.sweep(),
    sweepEvidence: () => evidence.sweep(),
    countFigures: () => counter.count(),
    sweepAnchors: () => anchoring.sweep(),
    sweepHandOvers: () => handOvers.sweep(),
    sweepResolutions: () => unraised.sweep(),
    settled: () => publisher.settled(),
    async stop() {
      // Callers first, then the workers, then what they stand on.
      await front.stop();
      await Promise.all([sweeper.stop(), overdue.stop(), revising.stop(), sending.stop(), counter.stop()]);
      await Promise.all([anchoring.stop(), handOvers.stop(), overdueAnswers.stop(), unraised.stop()]);
      stores.closeOutgoing();
      await evidence.stop();
      await Promise.all(listeners.map((listener) => listener.stop()));
      await relay.stop();
      await gridMap.stop();
      await publisher.settled();
      await bus.close();
      ground.clock.stop();
      await ground.connection.close();
    },
  };
}
