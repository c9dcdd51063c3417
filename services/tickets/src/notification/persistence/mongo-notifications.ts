import { inBatches, ONE_AFTER_THE_OTHER, passOverDuplicates } from '@gridlink/event-bus';
import { createNewestFirstLists, newestOfSeveral } from '@gridlink/subgraph-kit';
import type { Collection, Filter } from 'mongodb';
import type { Connection } from 'mongoose';
import type { Notification, NotificationKind } from '../domain/notification.ts';
import type { NotificationFilter, NotificationRepository, Reader } from '../use-cases/notification-repository.ts';

type NotificationDocument = Omit<Notification, 'id'> & {
  readonly _id: string;
  /** Accounts that have read it, beside those whose mark lies after it. */
  readonly readBy: readonly string[];
  readonly expiresAt: Date;
};

export type MongoNotifications = NotificationRepository & {
  readonly collection: Collection<NotificationDocument>;
  ensureIndexes(): Promise<void>;
};

const oneOf = (values: readonly string[]): unknown => (values.length === 1 ? values[0] : { $in: values });

/** What lies on a reader's desks, for what is found by its id; nothing for whoever works at none. */
function onDesks({ scope, desks }: Reader): Filter<NotificationDocument> | null {
  if (scope.reach !== 'BOUNDED' || desks.length === 0) return null;
  return { jurisdiction: scope.jurisdiction, desks: oneOf(desks) } as Filter<NotificationDocument>;
}

/** What lies on each of them: a walk for each, as one over several desks would be one over the jurisdiction (docs/adr/0002). */
const deskByDesk = ({ scope, desks }: Reader): readonly Filter<NotificationDocument>[] =>
  scope.reach === 'BOUNDED'
    ? desks.map((desk) => ({ jurisdiction: scope.jurisdiction, desks: desk }) as Filter<NotificationDocument>)
    : [];

/** A condition beside the walk: in an `$or` of one, no planner takes it for another walk. */
const besides = (conditions: readonly object[]): object =>
  conditions.length === 0 ? {} : { $and: conditions.map((condition) => ({ $or: [condition] })) };

const ofKinds = (kinds: readonly NotificationKind[] | null): readonly object[] =>
  kinds === null ? [] : [{ kind: { $in: kinds } }];

const notReadBy = (subject: string): object => ({ readBy: { $ne: subject } });

const between = (from: Date | null, until: Date | null): object => {
  const range = { ...(from === null ? {} : { $gt: from }), ...(until === null ? {} : { $lte: until }) };
  return Object.keys(range).length === 0 ? {} : { at: range };
};

/** Notifications in MongoDB; each list is a walk along one desk's own stretch of an index. */
export function createNotifications(connection: Connection, now: () => Date = () => new Date()): MongoNotifications {
  const collection = connection.collection<NotificationDocument>(
    'notifications',
  ) as unknown as Collection<NotificationDocument>;
  const newest = createNewestFirstLists<NotificationDocument>(collection, now);

  const toRow =
    ({ subject, readUntil }: Reader) =>
    ({ _id, readBy, expiresAt: _, ...rest }: NotificationDocument) => ({
      ...rest,
      id: _id,
      read: readBy.includes(subject) || (readUntil !== null && rest.at <= readUntil),
    });

  const conditions = ({ subject }: Reader, { unreadOnly, kinds }: NotificationFilter): readonly object[] => [
    ...ofKinds(kinds),
    ...(unreadOnly ? [notReadBy(subject)] : []),
  ];

  /** What many events tell at the same time is written together. */
  const addWithOthers = inBatches(async (told: readonly (readonly NotificationDocument[])[]) => {
    await collection.insertMany(told.flat(), { ordered: false }).catch(passOverDuplicates);
    return told.map(() => ({ result: undefined }));
  }, ONE_AFTER_THE_OTHER);

  return {
    collection,

    async add(notifications, expiresAt) {
      if (notifications.length === 0) return;
      await addWithOthers(notifications.map(({ id, ...rest }) => ({ ...rest, _id: id, readBy: [], expiresAt })));
    },

    async list(reader, filter, page) {
      const since = filter.unreadOnly ? reader.readUntil : null;
      const beside = besides(conditions(reader, filter));
      const filters = deskByDesk(reader).map((desk) => ({ ...desk, ...beside }));
      return (await newestOfSeveral(newest, { filters, by: 'at', page, since })).map(toRow(reader));
    },

    async find(reader, id) {
      const desks = onDesks(reader);
      const found = desks === null ? null : await collection.findOne({ ...desks, _id: id });
      return found === null ? null : toRow(reader)(found);
    },

    async countUnread(reader, kinds, most) {
      const rest = {
        ...between(reader.readUntil, null),
        ...besides([...ofKinds(kinds), notReadBy(reader.subject)]),
      };
      const options = { projection: { _id: 1 }, limit: most, batchSize: most + 1 };
      const found = await Promise.all(
        deskByDesk(reader).map((desk) => collection.find({ ...desk, ...rest }, options).toArray()),
      );
      // What lies on two of them is one.
      return Math.min(most, new Set(found.flat().map(({ _id }) => _id)).size);
    },

    async markRead(reader, ids) {
      const desks = onDesks(reader);
      if (desks === null) return;
      await collection.updateMany({ ...desks, _id: { $in: [...ids] } }, { $addToSet: { readBy: reader.subject } });
    },

    async markAllRead(reader, { from, until }) {
      const read = { $addToSet: { readBy: reader.subject } };
      await Promise.all(
        deskByDesk(reader).map((desk) => collection.updateMany({ ...desk, ...between(from, until) }, read)),
      );
    },

    async oldestUnread(reader, until) {
      const rest = { ...between(reader.readUntil, until), ...besides([notReadBy(reader.subject)]) };
      const options = { projection: { at: 1 }, sort: { at: 1, _id: 1 }, limit: 1 } as const;
      const oldest = await Promise.all(
        deskByDesk(reader).map((desk) => collection.find({ ...desk, ...rest }, options).toArray()),
      );
      return oldest.flat().toSorted((one, other) => one.at.getTime() - other.at.getTime())[0]?.at ?? null;
    },

    async ensureIndexes() {
      await collection.createIndexes([
        { name: 'list', key: { jurisdiction: 1, desks: 1, at: -1, _id: -1 } },
        { name: 'retention', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
      ]);
    },
  };
}
