import { accountRevoked, areasOf } from '@gridlink/contracts';
import { type AggregateDocument, createAggregateStore, ensureOutboxIndex, type Publisher } from '@gridlink/event-bus';
import { NOTHING, type Scope } from '@gridlink/subgraph-kit';
import { type Connection, Schema } from 'mongoose';
import { aggregateFields, WITHOUT_OUTBOX } from '../../aggregate/aggregate-fields.ts';
import { nativeCollection } from '../../aggregate/native-collection.ts';
import type { Program, StoredProgram } from '../domain/program.ts';
import type { Programs } from '../use-cases/program-repository.ts';

type ProgramDocument = AggregateDocument & Omit<Program, 'id'> & { readonly areas: readonly string[] };

const schema = new Schema<ProgramDocument>(
  {
    ...aggregateFields,
    areas: [String],
    name: String,
    organization: String,
    roles: [String],
    secretHash: String,
    registeredAt: Date,
    revokedAt: Date,
  },
  { versionKey: false },
);

const READ_MAX = 200;

const programOf = ({ _id, areas: _areas, ...rest }: ProgramDocument): StoredProgram => ({ id: _id, ...rest });

/** Whoever administers the organization's area, and the organization itself. */
function reach(scope: Scope): Record<string, unknown> {
  if (scope.reach === 'PLATFORM' || scope.reach === 'SYSTEM') return {};
  if (scope.reach === 'PUBLIC') return NOTHING;
  const { jurisdiction, area, organization } = scope;
  const parts = [...(area ? [{ areas: area }] : []), ...(organization ? [{ organization }] : [])];
  return parts.length === 0 ? NOTHING : { jurisdiction, $or: parts };
}

export function createMongoPrograms(connection: Connection, publisher: Publisher) {
  const model = connection.model<ProgramDocument>('Program', schema, 'programs');
  const collection = nativeCollection<ProgramDocument>(connection, 'programs');
  const store = createAggregateStore(collection, publisher);

  const programs: Programs = {
    async byId(scope, id) {
      const row = await model.findOne({ $and: [{ _id: id }, reach(scope)] }, WITHOUT_OUTBOX).lean<ProgramDocument>();
      return row ? programOf(row) : undefined;
    },
    async ofOrganization(scope, organization) {
      const rows = await model
        .find({ $and: [{ organization }, reach(scope)] }, WITHOUT_OUTBOX)
        .sort({ registeredAt: -1 })
        .limit(READ_MAX)
        .lean<ProgramDocument[]>();
      return rows.map(programOf);
    },
    async insert({ id, ...rest }, meta) {
      await store.insert({ _id: id, areas: areasOf(rest.division), ...rest }, [], { subject: id, ...meta });
    },
    async revoke(previous, reason, meta) {
      const data = { accountId: previous.id, before: meta.now.toISOString(), reason };
      const result = await store.update(
        { _id: previous.id, ...previous },
        { $set: { revokedAt: meta.now } },
        { drafts: [{ type: accountRevoked.type, data }], context: { subject: previous.id, ...meta } },
      );
      return result.kind === 'STORED';
    },
  };

  return {
    ...programs,
    collection,
    async ensureIndexes(): Promise<void> {
      await collection.createIndex({ organization: 1, registeredAt: -1 }, { name: 'programs_of_organization' });
      await ensureOutboxIndex(nativeCollection<AggregateDocument>(connection, 'programs'));
    },
  };
}
