import { type AggregateDocument, createAggregateStore, ensureOutboxIndex, type Publisher } from '@gridlink/event-bus';
import { afterFilter, NOTHING, type Scope, type SortField } from '@gridlink/subgraph-kit';
import type { Collection } from 'mongodb';
import { type Connection, Schema } from 'mongoose';
import { type ModePlan, type PublishedPlan, plansThatHold } from '../domain/mode-plan.ts';
import type { PlanRepository, PlanRow, StoredPlan } from '../use-cases/plan-repository.ts';

type PlanDocument = AggregateDocument &
  Omit<ModePlan, 'id'> & {
    /** `<jurisdiction>|<subject>|<key>`: the same request twice is one plan. */
    readonly draftKey?: string;
  };
type Filter = Record<string, unknown>;

const { Mixed } = Schema.Types;

/** Reads are lean; writes go through the aggregate store. The schema names what is stored. */
const planSchema = new Schema<PlanDocument>(
  {
    _id: { type: String, required: true },
    jurisdiction: String,
    division: String,
    areas: [String],
    title: String,
    words: String,
    mode: String,
    divisions: [String],
    from: Date,
    until: Date,
    limits: [Mixed],
    patrolsADay: Number,
    routes: [Mixed],
    state: String,
    drafted: Mixed,
    draftedAt: Date,
    published: Mixed,
    withdrawn: Mixed,
    draftKey: String,
    version: Number,
    sequence: Number,
  },
  { collection: 'mode_plans', versionKey: false, id: false, strict: true, strictQuery: 'throw' },
);

const ROW = { outbox: 0, pendingSince: 0, draftKey: 0 } as const;
const NEWEST_FIRST: readonly SortField[] = [
  ['draftedAt', -1, 'INSTANT'],
  ['_id', -1],
];
/** Another replica may publish or withdraw: what is kept in memory is looked at again after this. */
const FRESH_FOR_MS = 2_000;
/** Plans of a jurisdiction that are published and not over. */
const MOST_PLANS = 1_000;

const toStored = ({ _id, ...row }: PlanDocument): StoredPlan => ({ ...row, id: _id });

/** Centers see what they and those below drew up. */
function scopeFilter(scope: Scope): Filter {
  if (scope.reach === 'PLATFORM' || scope.reach === 'SYSTEM') return {};
  if (scope.reach === 'PUBLIC' || scope.area === undefined) return NOTHING;
  return { jurisdiction: scope.jurisdiction, areas: scope.area };
}

type Kept = { readonly at: number; readonly plans: readonly PublishedPlan[] };

/** Plans in MongoDB, those in force in memory as well: every command of a ticket looks at them. */
export function createPlanRepository(connection: Connection, publisher: Publisher) {
  const collection = connection.model<PlanDocument>('ModePlan', planSchema)
    .collection as unknown as Collection<PlanDocument>;
  const aggregates = collection as unknown as Collection<AggregateDocument>;
  const store = createAggregateStore<PlanDocument>(collection, publisher);
  const kept = new Map<string, Kept>();

  const published = async (jurisdiction: string, now: Date): Promise<readonly PublishedPlan[]> => {
    const known = kept.get(jurisdiction);
    if (known && Math.abs(now.getTime() - known.at) < FRESH_FOR_MS) return known.plans;
    const rows = await collection
      .find<PlanDocument>({ jurisdiction, state: 'PUBLISHED', until: { $gt: now } }, { projection: ROW })
      .limit(MOST_PLANS)
      .toArray();
    const plans = rows.map(toStored);
    kept.set(jurisdiction, { at: now.getTime(), plans });
    return plans;
  };

  const repository: PlanRepository = {
    async insert({ id, ...plan }, draftKey, { now, traceparent }) {
      const document = { _id: id, ...plan, ...(draftKey === null ? {} : { draftKey }) };
      const result = await store.insert(document, [], { subject: id, now, traceparent });
      return result.kind === 'DUPLICATE' ? 'SEEN_BEFORE' : 'STORED';
    },
    async findByDraftKey(scope, draftKey) {
      const row = await collection.findOne({ ...scopeFilter(scope), draftKey }, { projection: { _id: 1 } });
      return row?._id ?? null;
    },
    async load(scope, id) {
      const row = await collection.findOne<PlanDocument>({ ...scopeFilter(scope), _id: id }, { projection: ROW });
      return row ? toStored(row) : null;
    },
    async save({ id, version, sequence, jurisdiction, division }, next, { now, traceparent }) {
      const { state, published: by, withdrawn } = next;
      const result = await store.update(
        { _id: id, version, sequence, jurisdiction, division },
        { $set: { state, published: by, withdrawn } },
        { drafts: [], context: { subject: id, now, traceparent } },
      );
      kept.delete(jurisdiction);
      return result.kind === 'STORED' ? 'STORED' : 'MOVED';
    },
    async list(scope, { filter, page }): Promise<readonly PlanRow[]> {
      const reach = scopeFilter(scope);
      if (reach === NOTHING) return [];
      const { state, mode } = filter;
      const query = {
        ...reach,
        ...(state === undefined ? {} : { state }),
        $and: [afterFilter(NEWEST_FIRST, page.after), ...(mode === undefined ? [] : [{ $or: [{ mode }] }])],
      };
      const sort = { draftedAt: -1, _id: -1 } as const;
      const rows = collection.find<PlanDocument>(query, { projection: ROW, sort, limit: page.limit + 1 });
      return (await rows.toArray()).map(toStored);
    },
    inForce: async (jurisdiction, areas, now) => plansThatHold(await published(jurisdiction, now), areas, now),
  };

  return {
    ...repository,
    async ensureIndexes(): Promise<void> {
      await collection.createIndexes([
        { name: 'list', key: { jurisdiction: 1, areas: 1, draftedAt: -1, _id: -1 } },
        { name: 'list-of-state', key: { jurisdiction: 1, areas: 1, state: 1, draftedAt: -1, _id: -1 } },
        { name: 'drafted-before', key: { draftKey: 1 }, unique: true, sparse: true },
        { name: 'published', key: { jurisdiction: 1, state: 1, until: 1 } },
      ]);
      await ensureOutboxIndex(aggregates);
    },
  };
}
