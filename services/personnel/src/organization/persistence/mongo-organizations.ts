import { organizationDissolved, organizationRegistered } from '@gridlink/contracts';
import {
  type AggregateDocument,
  createAggregateStore,
  type EventDraft,
  ensureOutboxIndex,
  type Publisher,
  type WriteResult,
} from '@gridlink/event-bus';
import {
  afterFilter,
  createReadThrough,
  NOTHING,
  projectionOf,
  type ReadFields,
  type Scope,
} from '@gridlink/subgraph-kit';
import type { Connection } from 'mongoose';
import { WITHOUT_OUTBOX } from '../../aggregate/aggregate-fields.ts';
import { nativeCollection } from '../../aggregate/native-collection.ts';
import { REFERENCES } from '../../aggregate/references.ts';
import { containing } from '../../input-text/plain-text.ts';
import { type Organization, organizationSnapshot, type StoredOrganization } from '../domain/organization.ts';
import type {
  OrganizationFilter,
  Organizations,
  WriteMeta,
  WriteOutcome,
} from '../use-cases/organization-repository.ts';
import { type OrganizationDocument, organizationOf, organizationSchema } from './organization-document.ts';

const ORDER = [['code', 1]] as const;

/** A caller bound to a jurisdiction reads that one; bodies' names are public, so the rest read all. */
const reach = (scope: Scope): Record<string, unknown> =>
  scope.reach === 'BOUNDED' ? { jurisdiction: scope.jurisdiction } : {};

/** The same of a row that is at hand. */
const isReached = (scope: Scope, { jurisdiction }: OrganizationDocument): boolean =>
  scope.reach !== 'BOUNDED' || jurisdiction === scope.jurisdiction;

function conditions(scope: Scope, filter: OrganizationFilter): Record<string, unknown> {
  if (scope.reach === 'BOUNDED' && filter.jurisdiction && filter.jurisdiction !== scope.jurisdiction) return NOTHING;
  return {
    ...(filter.jurisdiction ? { jurisdiction: filter.jurisdiction } : {}),
    ...reach(scope),
    ...(filter.division ? { areas: filter.division } : {}),
    ...(filter.kind ? { kind: filter.kind } : {}),
    ...(filter.function ? { function: filter.function } : {}),
    ...(filter.level ? { level: filter.level } : {}),
    ...(filter.nameContains ? { name: containing(filter.nameContains) } : {}),
    ...(filter.includeDissolved ? {} : { active: true }),
  };
}

const documentOf = ({ id, ...rest }: Organization): Omit<OrganizationDocument, keyof StoreOwned> => ({
  _id: id,
  ...rest,
});
type StoreOwned = Pick<AggregateDocument, 'version' | 'sequence' | 'outbox' | 'pendingSince'>;

function eventFor(organization: Organization): EventDraft {
  const { type } = organization.active ? organizationRegistered : organizationDissolved;
  return { type, data: { organization: organizationSnapshot(organization) } };
}

const outcomeOf = ({ kind }: WriteResult): WriteOutcome => kind;

/** Organizations in MongoDB, one document each with its outbox. */
export function createMongoOrganizations(connection: Connection, publisher: Publisher) {
  const model = connection.model<OrganizationDocument>('Organization', organizationSchema, 'organizations');
  const collection = nativeCollection<OrganizationDocument>(connection, 'organizations');
  const store = createAggregateStore(collection, publisher);
  const context = (organization: Organization, meta: WriteMeta) => ({ subject: organization.code, ...meta });

  const shown = createReadThrough<OrganizationDocument>({ keyOf: ({ code }) => code, ...REFERENCES });

  /** Those that are named by their keys, read without ceremony. */
  async function named(
    scope: Scope,
    keys: Record<string, unknown>,
    { most, fields }: { readonly most: number; readonly fields: ReadFields },
  ): Promise<StoredOrganization[]> {
    const options = { projection: projectionOf(fields, WITHOUT_OUTBOX), batchSize: most + 1 };
    const rows = await collection.find<OrganizationDocument>({ ...keys, ...reach(scope) }, options).toArray();
    return rows.map(organizationOf);
  }

  const organizations: Organizations = {
    byIds: (scope, ids, fields) => named(scope, { _id: { $in: [...ids] } }, { most: ids.length, fields }),
    async referredTo(scope, codes) {
      const rows = await shown.read(codes, (unknown) =>
        collection
          .find<OrganizationDocument>(
            { code: { $in: [...unknown] } },
            { projection: WITHOUT_OUTBOX, batchSize: codes.length + 1 },
          )
          .toArray(),
      );
      return rows.filter((row) => isReached(scope, row)).map(organizationOf);
    },
    byCodes: (scope, codes, fields) => named(scope, { code: { $in: [...codes] } }, { most: codes.length, fields }),
    async list(scope, filter, page) {
      const rows = await model
        .find({ ...conditions(scope, filter), ...afterFilter(ORDER, page.after) }, WITHOUT_OUTBOX)
        .sort({ code: 1 })
        .limit(page.limit + 1)
        .lean<OrganizationDocument[]>();
      return rows.map(organizationOf);
    },
    async insert(rows, meta) {
      const results = await store.insertMany(
        rows.map((organization) => ({
          document: documentOf(organization),
          drafts: [eventFor(organization)],
          context: context(organization, meta),
        })),
      );
      shown.forget();
      return results.map(outcomeOf);
    },
    async update(previous, next, meta) {
      const { name, kind, phone, active, successor } = next;
      const result = await store.update(
        { _id: previous.id, ...previous },
        { $set: { name, kind, phone, active, successor } },
        { drafts: [eventFor(next)], context: context(next, meta) },
      );
      shown.forget();
      return outcomeOf(result);
    },
  };

  return {
    ...organizations,
    collection,
    async ensureIndexes(): Promise<void> {
      await collection.createIndex({ code: 1 }, { unique: true, name: 'organization_by_code' });
      await collection.createIndex({ areas: 1, code: 1 }, { name: 'organizations_of_area' });
      await collection.createIndex({ jurisdiction: 1, code: 1 }, { name: 'organizations_of_jurisdiction' });
      await collection.createIndex(
        { jurisdiction: 1, function: 1, code: 1 },
        { name: 'organizations_of_jurisdiction_by_function' },
      );
      await collection.createIndex(
        { jurisdiction: 1, kind: 1, code: 1 },
        { name: 'organizations_of_jurisdiction_by_kind' },
      );
      await collection.createIndex({ areas: 1, function: 1, code: 1 }, { name: 'organizations_of_area_by_function' });
      await ensureOutboxIndex(nativeCollection<AggregateDocument>(connection, 'organizations'));
    },
  };
}
