import { accountRevoked } from '@gridlink/contracts';
import {
  type AggregateDocument,
  createAggregateStore,
  ensureOutboxIndex,
  type Publisher,
  type StoreFields,
} from '@gridlink/event-bus';
import { afterFilter, NOTHING, type Scope } from '@gridlink/subgraph-kit';
import { type Connection, Schema } from 'mongoose';
import { aggregateFields, WITHOUT_OUTBOX } from '../../aggregate/aggregate-fields.ts';
import { areaFilter } from '../../aggregate/area-filter.ts';
import { nativeCollection } from '../../aggregate/native-collection.ts';
import type { Account, StoredAccount } from '../domain/account.ts';
import type { Accounts } from '../use-cases/account-repository.ts';

type AccountDocument = AggregateDocument & Omit<Account, 'id' | 'place'> & { readonly areas: readonly string[] };

const schema = new Schema<AccountDocument>(
  {
    ...aggregateFields,
    areas: [String],
    login: String,
    passwordHash: String,
    personId: String,
    roles: [String],
    reach: { type: new Schema({ jurisdiction: String, division: String, organization: String }, { _id: false }) },
    openedAt: Date,
    openedBy: String,
    revokedAt: Date,
    revokeReason: String,
    revokedBy: String,
    sessionsFrom: Date,
  },
  { versionKey: false },
);

const ORDER = [['login', 1]] as const;

function accountOf({ _id, jurisdiction, division, areas, ...rest }: AccountDocument): StoredAccount {
  return { id: _id, place: { jurisdiction, division, areas }, ...rest };
}

const documentOf = ({ id, place, ...rest }: Account): Omit<AccountDocument, StoreFields> => ({
  _id: id,
  ...place,
  ...rest,
});

/** Accounts are for whoever administers their place; the public sees none. */
function reach(scope: Scope): Record<string, unknown> {
  if (scope.reach === 'PLATFORM' || scope.reach === 'SYSTEM') return {};
  return scope.reach === 'PUBLIC' || scope.area === undefined ? NOTHING : areaFilter(scope);
}

/** Accounts in MongoDB, one document each with its outbox. */
export function createMongoAccounts(connection: Connection, publisher: Publisher) {
  const model = connection.model<AccountDocument>('Account', schema, 'accounts');
  const collection = nativeCollection<AccountDocument>(connection, 'accounts');
  const store = createAggregateStore(collection, publisher);

  const accounts: Accounts = {
    async byIds(scope, ids) {
      const rows = await model
        .find({ $and: [{ _id: { $in: [...ids] } }, reach(scope)] }, WITHOUT_OUTBOX)
        .lean<AccountDocument[]>();
      return rows.map(accountOf);
    },
    async byLogin(scope, login) {
      const row = await model.findOne({ login, ...reach(scope) }, WITHOUT_OUTBOX).lean<AccountDocument>();
      return row ? accountOf(row) : undefined;
    },
    async ofPerson(scope, personId) {
      const rows = await model
        .find({ personId, revokedAt: null, ...reach(scope) }, WITHOUT_OUTBOX)
        .lean<AccountDocument[]>();
      return rows.map(accountOf);
    },
    async list(scope, division, page) {
      const rows = await model
        .find({ ...areaFilter(scope, division), ...afterFilter(ORDER, page.after) }, WITHOUT_OUTBOX)
        .sort({ login: 1 })
        .limit(page.limit + 1)
        .lean<AccountDocument[]>();
      return rows.map(accountOf);
    },
    async insert(account, meta) {
      return (await store.insert(documentOf(account), [], { subject: account.id, ...meta })).kind;
    },
    async change({ place, ...previous }, { set, reason }, meta) {
      const data = { accountId: previous.id, before: meta.now.toISOString(), reason };
      const result = await store.update(
        { _id: previous.id, ...place, ...previous },
        { $set: { ...set } },
        { drafts: [{ type: accountRevoked.type, data }], context: { subject: previous.id, ...meta } },
      );
      return result.kind;
    },
  };

  return {
    ...accounts,
    collection,
    async ensureIndexes(): Promise<void> {
      await collection.createIndex({ login: 1 }, { unique: true, name: 'account_by_login' });
      await collection.createIndex({ areas: 1, login: 1 }, { name: 'accounts_of_area' });
      await collection.createIndex({ personId: 1 }, { name: 'accounts_of_person' });
      await ensureOutboxIndex(nativeCollection<AggregateDocument>(connection, 'accounts'));
    },
  };
}
