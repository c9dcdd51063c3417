import { passOverDuplicates } from '@gridlink/event-bus';
import { createNewestFirstLists } from '@gridlink/subgraph-kit';
import type { Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import { dueDocuments } from '../../sweeping/due-documents.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { DeliveryRepository } from '../use-cases/delivery-repository.ts';

type DeliveryDocument = Omit<Delivery, 'id'> & { readonly _id: string; readonly expiresAt: Date };

export type MongoDeliveries = DeliveryRepository & { ensureIndexes(): Promise<void> };

const toDelivery = ({ _id, expiresAt: _, ...rest }: DeliveryDocument): Delivery => ({ ...rest, id: _id });

/** Deliveries in MongoDB; `nextAt` is there only while one is to be tried, so that the index of what is due holds nothing else. */
export function createDeliveries(connection: Connection, now: () => Date = () => new Date()): MongoDeliveries {
  const collection = connection.collection('deliveries') as unknown as Collection<DeliveryDocument>;
  const newest = createNewestFirstLists<DeliveryDocument>(collection, now);
  const due = dueDocuments(collection, 'nextAt');
  const insert = async (deliveries: readonly Delivery[], expiresAt: Date): Promise<void> => {
    if (deliveries.length === 0) return;
    const documents = deliveries.map(({ id, ...rest }) => ({ ...rest, _id: id, expiresAt }));
    await collection.insertMany(documents, { ordered: false, ignoreUndefined: true }).catch(passOverDuplicates);
  };

  /** Puts parts into the letter that waits; where that is on its way already, they go by themselves. */
  const join = async (letter: Delivery, expiresAt: Date): Promise<void> => {
    const { id, parts = [] } = letter;
    const { matchedCount } = await collection.updateOne(
      { _id: id, state: 'PENDING', attempts: 0 },
      { $addToSet: { parts: { $each: [...parts] } } },
    );
    if (matchedCount === 1 || (await collection.countDocuments({ _id: id, 'parts.id': parts[0]?.id })) === 1) return;
    await insert([{ ...letter, id: `${id}|${parts[0]?.id}` }], expiresAt);
  };

  return {
    async add(deliveries, expiresAt) {
      await insert(deliveries, expiresAt);
      for (const letter of deliveries.filter(({ parts }) => parts !== undefined)) await join(letter, expiresAt);
    },

    countDue: (now, most) => due.count({}, now, most),

    async claim(now, until) {
      const claimed = await due.claim({}, now, until);
      return claimed ? toDelivery(claimed) : null;
    },

    async settle(before, { id, nextAt, parts: _, ...after }) {
      const { modifiedCount } = await collection.updateOne(
        { _id: id, attempts: before.attempts, state: before.state },
        nextAt === undefined ? { $set: after, $unset: { nextAt: '' } } : { $set: { ...after, nextAt } },
      );
      return modifiedCount === 1;
    },

    list: async ({ channel, receiver }, page) =>
      (await newest({ filter: { channel, receiver }, by: 'createdAt', page })).map(toDelivery),

    async ensureIndexes() {
      await collection.createIndexes([
        { name: 'due', key: { nextAt: 1 }, sparse: true },
        { name: 'of-a-receiver', key: { channel: 1, receiver: 1, createdAt: -1, _id: -1 } },
        { name: 'retention', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
      ]);
    },
  };
}
