import { type Events, openEvents } from '@gridlink/event-bus';
import { loadPacks, type NationalCalendar, nationalCalendar, type Packs } from '@gridlink/jurisdiction';
import { createLogger, createMetrics, type Logger, type Metrics, showEventMetrics } from '@gridlink/subgraph-kit';
import { connectDatabase, type DatabaseClock, databaseOf, startDatabaseClock } from '@gridlink/subgraph-kit/mongo';
import type { Connection } from 'mongoose';
import { createDeliberationRepository } from './deliberation/persistence/mongo-deliberation-repository.ts';
import { createAnchorStore } from './dossier/persistence/anchor-store.ts';
import type { Environment } from './environment.ts';
import { createEvidenceFiles } from './evidence/persistence/evidence-files.ts';
import { createExceptionRepository } from './exception/persistence/mongo-exception-repository.ts';
import { createExportLog } from './export/persistence/mongo-export-log.ts';
import { createFieldBatches } from './field-batch/persistence/field-batches.ts';
import { createFigureStore } from './figures/persistence/mongo-figure-store.ts';
import { createPeriodReports } from './figures/persistence/mongo-period-reports.ts';
import { createGridDirectory } from './grid/grid-directory.ts';
import { createInstructionRepository } from './instruction/persistence/mongo-instruction-repository.ts';
import { createItemLists } from './item-list/item-lists.ts';
import { MIGRATIONS } from './migration/migrations.ts';
import { runMigrations } from './migration/run-migrations.ts';
import { createPlanRepository } from './mode-plan/persistence/mongo-plan-repository.ts';
import { announceTold } from './notification/events/announce-told.ts';
import { createNotifications } from './notification/persistence/mongo-notifications.ts';
import { createOrganizationDirectory } from './organization/organization-directory.ts';
import { openOutgoing } from './outgoing.ts';
import { createAccountRecords } from './preference/persistence/mongo-account-records.ts';
import { createReplyTemplates } from './reply-template/persistence/reply-templates.ts';
import { createRevealLog } from './reporter/reveal-log.ts';
import { createRevisionRepository } from './revision/persistence/mongo-revision-repository.ts';
import { createStandardRepository } from './standard/persistence/mongo-standard-repository.ts';
import { createSuggestionRepository } from './suggestion/persistence/mongo-suggestion-repository.ts';
import { createTicketRepository } from './ticket/persistence/mongo-ticket-repository.ts';

export type ServiceOptions = {
  readonly log?: Logger;
  /** A clock in a test's hand instead of the database's. */
  readonly now?: () => Date;
  /** How far the clock is set ahead for a rehearsal. */
  readonly aheadMs?: number;
  /** Other rules than those that ship: an operator's own packs, or a notice that has just come out. */
  readonly rules?: Rules;
};

export type Rules = { readonly packs: Packs; readonly holidays: NationalCalendar };

export type Ground = {
  readonly environment: Environment;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clock: DatabaseClock;
  readonly now: () => Date;
  readonly onProblem: (message: string, error: unknown) => void;
  readonly rules: Rules;
  readonly connection: Connection;
  readonly events: Events;
};

/** Database and broker. */
export async function openGround(environment: Environment, options: ServiceOptions): Promise<Ground> {
  const log = options.log ?? createLogger('tickets', environment.LOG_LEVEL);
  const metrics = createMetrics('tickets');
  const onProblem = (message: string, error: unknown): void => log.warn({ error: String(error) }, message);
  const connection = await connectDatabase(environment, metrics);
  const clock = await startDatabaseClock({ connection, registry: metrics.registry, onProblem });
  const now = options.now ?? (() => new Date(clock.now().getTime() + (options.aheadMs ?? 0)));
  const events = await openEvents({ name: 'tickets', environment, db: databaseOf(connection), now, onProblem });
  showEventMetrics(metrics.registry, events.standing);
  const rules = options.rules ?? { packs: loadPacks(), holidays: nationalCalendar() };
  return { environment, log, metrics, clock, now, onProblem, rules, connection, events };
}

export type Stores = Awaited<ReturnType<typeof openStores>>;

/** What is kept: tickets, and of other services' things what tickets need. */
export async function openStores(ground: Ground) {
  const { connection, events, now } = ground;
  const { publisher } = events;
  const stores = {
    tickets: createTicketRepository(connection, publisher, now),
    instructions: createInstructionRepository(connection, publisher, now),
    deliberations: createDeliberationRepository(connection, publisher, now),
    suggestions: createSuggestionRepository(connection, publisher, now),
    organizations: createOrganizationDirectory(connection),
    plans: createPlanRepository(connection, publisher),
    itemLists: createItemLists(connection),
    grids: createGridDirectory(connection, now),
    fieldBatches: createFieldBatches(connection),
    replyTemplates: createReplyTemplates(connection),
    reveals: createRevealLog(connection),
    revisions: createRevisionRepository(connection),
    standards: createStandardRepository(connection),
    exceptions: createExceptionRepository(connection, now),
    notifications: announceTold(createNotifications(connection, now), events.bus, now),
    accounts: createAccountRecords(connection),
    evidence: createEvidenceFiles(databaseOf(connection)),
    exports: createExportLog(databaseOf(connection), now),
    figures: createFigureStore(databaseOf(connection)),
    periodReports: createPeriodReports(databaseOf(connection)),
    anchors: createAnchorStore(connection),
  };
  // Organizations are found by their key alone.
  const { organizations: _, ...indexed } = stores;
  await Promise.all(Object.values(indexed).map((store) => store.ensureIndexes()));
  await runMigrations(databaseOf(connection), { migrations: MIGRATIONS, now });
  return { ...stores, ...(await openOutgoing(ground, stores)) };
}
