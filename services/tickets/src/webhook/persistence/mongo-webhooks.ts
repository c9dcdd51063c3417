import { unlessTaken } from '@gridlink/event-bus';
import type { Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import type { Webhook } from '../domain/webhook.ts';
import type { WebhookRepository } from '../use-cases/webhook-repository.ts';

type WebhookDocument = Omit<Webhook, 'organization'> & { readonly _id: string };

export type MongoWebhooks = WebhookRepository & { ensureIndexes(): Promise<void> };

const toWebhook = ({ _id, ...rest }: WebhookDocument): Webhook => ({ ...rest, organization: _id });

/** Webhooks in MongoDB, one an organization. */
export function createWebhooks(connection: Connection): MongoWebhooks {
  const collection = connection.collection('webhooks') as unknown as Collection<WebhookDocument>;
  const changed = async (filter: object, update: object): Promise<boolean> =>
    (await collection.updateOne(filter, update)).matchedCount === 1;
  return {
    insert: async ({ organization, ...rest }) =>
      (await unlessTaken(collection.insertOne({ ...rest, _id: organization }))) ? 'STORED' : 'TAKEN',

    async find(organization) {
      const found = await collection.findOne({ _id: organization });
      return found ? toWebhook(found as WebhookDocument) : null;
    },

    async listening(jurisdiction, desks) {
      const rows = await collection.find({ jurisdiction, desks: { $in: [...desks] }, state: 'ACTIVE' }).toArray();
      return rows.map((row) => toWebhook(row as WebhookDocument));
    },

    change: (organization, patch) => changed({ _id: organization }, { $set: patch }),

    rotate: ({ organization, secrets: before }, secrets) =>
      changed({ _id: organization, 'secrets.0.sealed': before[0]?.sealed }, { $set: { secrets } }),

    async remove(organization) {
      return (await collection.deleteOne({ _id: organization })).deletedCount === 1;
    },

    async noteSuccess(organization) {
      await collection.updateOne(
        { _id: organization, failures: { $gt: 0 } },
        { $set: { failures: 0, failingSince: null } },
      );
    },

    async noteFailure(organization, now) {
      await collection.updateOne({ _id: organization, failingSince: null }, { $set: { failingSince: now } });
      const after = await collection.findOneAndUpdate(
        { _id: organization },
        { $inc: { failures: 1 } },
        { returnDocument: 'after' },
      );
      return after ? toWebhook(after as WebhookDocument) : null;
    },

    async ensureIndexes() {
      await collection.createIndex({ jurisdiction: 1, desks: 1 }, { name: 'listening' });
    },
  };
}
