import { accountRevoked } from '@gridlink/contracts';
import { type AggregateDocument, createAggregateStore, ensureOutboxIndex, type Publisher } from '@gridlink/event-bus';
import { conflict } from '@gridlink/subgraph-kit';
import { type Connection, Schema } from 'mongoose';
import { aggregateFields, WITHOUT_OUTBOX } from '../../aggregate/aggregate-fields.ts';
import { nativeCollection } from '../../aggregate/native-collection.ts';
import type { Session, StoredSession } from '../domain/session.ts';
import type { Sessions } from '../use-cases/session-repository.ts';

type SessionDocument = AggregateDocument & Omit<Session, 'id'>;

const schema = new Schema<SessionDocument>(
  {
    ...aggregateFields,
    accountId: String,
    handle: String,
    refreshHash: String,
    startedAt: Date,
    endsAt: Date,
    seenAt: Date,
    idleMs: Number,
    revokedAt: Date,
    revokeReason: String,
  },
  { versionKey: false },
);

/** Kept this long after their end, for whoever looks into a theft. */
const KEPT_SECONDS = 30 * 86_400;
const REVOKE_TRIES = 5;

/** A session from before these two were kept rests as long as it lasts. */
const sessionOf = ({ _id, seenAt, idleMs, ...rest }: SessionDocument): StoredSession => ({
  id: _id,
  ...rest,
  seenAt: seenAt ?? rest.startedAt,
  idleMs: idleMs ?? rest.endsAt.getTime() - rest.startedAt.getTime(),
});

/** Sessions in MongoDB, one document each with its outbox. Every read here is the platform's own: the token itself is the right. */
export function createMongoSessions(connection: Connection, publisher: Publisher) {
  const model = connection.model<SessionDocument>('Session', schema, 'sessions');
  const collection = nativeCollection<SessionDocument>(connection, 'sessions');
  const store = createAggregateStore(collection, publisher);

  const find = async (filter: Record<string, string>): Promise<StoredSession | undefined> => {
    const row = await model.findOne(filter, WITHOUT_OUTBOX).lean<SessionDocument>();
    return row ? sessionOf(row) : undefined;
  };

  const sessions: Sessions = {
    byId: (_scope, id) => find({ _id: id }),
    byHandle: (_scope, handle) => find({ handle }),
    async insert({ id, ...rest }, meta) {
      await store.insert({ _id: id, ...rest }, [], { subject: id, ...meta });
    },
    async rotate(previous, refreshHash, meta) {
      const result = await store.update(
        { _id: previous.id, ...previous },
        { $set: { refreshHash, seenAt: meta.now } },
        { drafts: [], context: { subject: previous.id, ...meta } },
      );
      return result.kind === 'STORED';
    },
    async revoke(id, reason, meta) {
      for (let attempt = 0; attempt < REVOKE_TRIES; attempt++) {
        const session = await find({ _id: id });
        if (!session || session.revokedAt !== null) return;
        const data = { accountId: session.accountId, session: id, before: meta.now.toISOString(), reason };
        const result = await store.update(
          { _id: id, ...session },
          { $set: { revokedAt: meta.now, revokeReason: reason } },
          { drafts: [{ type: accountRevoked.type, data }], context: { subject: id, ...meta } },
        );
        if (result.kind === 'STORED') return;
      }
      throw conflict();
    },
  };

  return {
    ...sessions,
    collection,
    async ensureIndexes(): Promise<void> {
      await collection.createIndex({ handle: 1 }, { unique: true, name: 'session_by_handle' });
      await collection.createIndex({ endsAt: 1 }, { expireAfterSeconds: KEPT_SECONDS, name: 'sessions_expire' });
      await ensureOutboxIndex(nativeCollection<AggregateDocument>(connection, 'sessions'));
    },
  };
}
