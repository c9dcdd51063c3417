import { createSealer } from '@gridlink/audit-chain';
import { wholeDivisionCode } from '@gridlink/contracts';
import { type AggregateDocument, createAggregateStore, ensureOutboxIndex, type Publisher } from '@gridlink/event-bus';
import { createWorkingCalendar, type Packs, packFor } from '@gridlink/jurisdiction';
import type { Collection, Db } from 'mongodb';
import type { Connection } from 'mongoose';
import { auditCollection, createAuditLog } from './audit/persistence/audit-log.ts';
import { createAuditRepository, ensureAuditIndexes } from './audit/persistence/audit-repository.ts';
import {
  type CheckpointDocument,
  checkpointCollection,
  createCheckpoints,
  ensureCheckpointIndexes,
} from './audit/persistence/checkpoints.ts';
import type { Dependencies } from './context.ts';
import type { Environment } from './environment.ts';
import { startFeedRelay } from './feed/broker/feed-relay.ts';
import { createFeedStreams } from './feed/broker/feed-streams.ts';
import { createCredentialsMint } from './feed/broker/mint-credentials.ts';
import { feedModel } from './feed/persistence/feed-document.ts';
import { createFeedLog } from './feed/persistence/feed-log.ts';
import { createFeedRepository, ensureFeedIndexes } from './feed/persistence/feed-repository.ts';
import { createIncarnations } from './feed/persistence/incarnations.ts';
import { createKnownGrids } from './grid/persistence/known-grids.ts';
import { citeSharingBy } from './law/cite-sharing.ts';
import { createBatches } from './record/persistence/batches.ts';
import { recordModels } from './record/persistence/record-documents.ts';
import { createRecordRepository, ensureRecordIndexes } from './record/persistence/record-repository.ts';
import { createRecordWriter } from './record/persistence/write-records.ts';
import { resourceModel } from './resource/persistence/resource-document.ts';
import { createResourceRepository, ensureResourceIndexes } from './resource/persistence/resource-repository.ts';
import { reviewDueAt } from './share/domain/review-due.ts';
import { shareModel } from './share/persistence/share-document.ts';
import { createShareRepository, ensureShareIndexes } from './share/persistence/share-repository.ts';
import { createKnownTickets } from './ticket/persistence/known-tickets.ts';

/** Collections of aggregates, each with an outbox. */
export const AGGREGATES = ['resources', 'shares', 'batches', 'feeds', 'audit_checkpoints'] as const;

/** A feed's events are kept here for longer than the broker keeps them. */
const FEED_LOG_DAYS = 90;
const FEED_STREAM_DAYS = 30;

type FeedConnection = Parameters<typeof createFeedStreams>[0];
type Stores = { readonly db: Db; readonly connection: Connection };

type Surroundings = {
  readonly environment: Environment;
  readonly packs: Packs;
  readonly publisher: Publisher;
  readonly now: () => Date;
  readonly onProblem: (message: string, error: unknown) => void;
};

/** Every index of the service, made at start and never behind a query. */
export async function ensureIndexes({ db, connection }: Stores): Promise<void> {
  await ensureResourceIndexes(resourceModel(connection));
  await ensureShareIndexes(shareModel(connection));
  await ensureRecordIndexes(recordModels(connection));
  await ensureFeedIndexes(feedModel(connection));
  await ensureAuditIndexes(auditCollection(db));
  await ensureCheckpointIndexes(checkpointCollection(db));
  await createFeedLog(db, FEED_LOG_DAYS).ensureIndexes();
  await createKnownGrids(db).ensureIndexes();
  for (const name of AGGREGATES) await ensureOutboxIndex(db.collection<AggregateDocument>(name));
}

/** When a request is to be answered, by the calendar of the jurisdiction's pack; calendars are made once. */
function reviewDueBy(packs: Packs): Dependencies['reviewDue'] {
  const calendars = new Map([...packs].map(([code, pack]) => [code, createWorkingCalendar(pack)]));
  return (jurisdiction, now) => {
    const calendar = calendars.get(jurisdiction);
    if (!calendar) throw new Error(`there is no pack for the jurisdiction ${jurisdiction}`);
    return reviewDueAt(calendar, now);
  };
}

/** True when an area is all of a jurisdiction's territory, as its pack draws it. */
const coversBy =
  (packs: Packs) =>
  (jurisdiction: string, area: string): boolean =>
    packs.get(jurisdiction)?.territory.prefixes.some((prefix) => wholeDivisionCode(prefix) === area) ?? false;

const storeIn =
  ({ db }: Stores, publisher: Publisher) =>
  <T extends AggregateDocument>(name: (typeof AGGREGATES)[number]) =>
    createAggregateStore<T>(db.collection(name) as unknown as Collection<T>, publisher);

type FeedParts = Pick<
  Dependencies,
  'feeds' | 'feedStore' | 'feedLog' | 'feedStreams' | 'feedRelay' | 'mintCredentials' | 'naming' | 'jurisdictionOf'
>;

async function assembleFeeds(
  stores: Stores & { readonly feeds: FeedConnection },
  { environment, packs, publisher, now, onProblem }: Surroundings,
): Promise<FeedParts> {
  const naming = { prefix: environment.EVENT_PREFIX };
  const feeds = createFeedRepository(feedModel(stores.connection));
  const feedLog = createFeedLog(stores.db, FEED_LOG_DAYS);
  const settings = { replicas: environment.NATS_REPLICAS, maxAgeDays: FEED_STREAM_DAYS };
  const feedStreams = await createFeedStreams(stores.feeds, settings);
  const incarnations = createIncarnations(stores.db);
  const seed = environment.NATS_ACCOUNT_SEED;
  return {
    feeds,
    feedLog,
    feedStreams,
    naming,
    feedStore: storeIn(stores, publisher)('feeds'),
    feedRelay: startFeedRelay({ feeds, feedLog, feedStreams, incarnations, naming, now, onProblem }),
    mintCredentials: seed === undefined ? undefined : await createCredentialsMint(seed),
    jurisdictionOf: (division) => packFor(division, packs)?.code,
  };
}

/** Everything the use cases need, on the service's own database and broker. */
export async function assemble(
  stores: Stores & { readonly feeds: FeedConnection },
  surroundings: Surroundings,
): Promise<Dependencies> {
  const { db, connection } = stores;
  const { packs, publisher, environment } = surroundings;
  const models = recordModels(connection);
  const store = storeIn(stores, publisher);
  return {
    resources: createResourceRepository(resourceModel(connection)),
    resourceStore: store('resources'),
    shares: createShareRepository(shareModel(connection), surroundings.now),
    shareStore: store('shares'),
    records: createRecordRepository(models),
    recordWriter: createRecordWriter(models),
    batches: createBatches(models),
    batchStore: store('batches'),
    audit: createAuditLog(auditCollection(db)),
    auditEntries: createAuditRepository(auditCollection(db), coversBy(packs)),
    checkpoints: createCheckpoints(checkpointCollection(db)),
    checkpointStore: store<CheckpointDocument>('audit_checkpoints'),
    sealer: environment.AUDIT_KEY && createSealer(environment.AUDIT_KEY),
    grids: createKnownGrids(db),
    tickets: createKnownTickets(db),
    reviewDue: reviewDueBy(packs),
    citeSharing: citeSharingBy(packs),
    ...(await assembleFeeds(stores, surroundings)),
  };
}
