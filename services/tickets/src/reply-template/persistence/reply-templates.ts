import { unlessTaken } from '@gridlink/event-bus';
import type { Connection } from 'mongoose';
import type { ReplyTemplate } from '../domain/reply-template.ts';
import type { Owner, ReplyTemplates } from '../use-cases/reply-template-repository.ts';

type TemplateDocument = Omit<ReplyTemplate, 'id'> & { readonly _id: string };

/** Above the most an organization may have in use, retired ones among them. */
const MOST_LISTED = 1_000;

const toTemplate = ({ _id, ...template }: TemplateDocument): ReplyTemplate => ({ id: _id, ...template });

const ownedBy = ({ jurisdiction, organization }: Owner) => ({ jurisdiction, organization });

/** Reply templates in MongoDB, one document each. Every read names whose they are. */
export function createReplyTemplates(connection: Connection): ReplyTemplates & { ensureIndexes(): Promise<void> } {
  const templates = connection.collection<TemplateDocument>('reply_templates');
  return {
    insert: ({ id, ...template }) => unlessTaken(templates.insertOne({ _id: id, ...template })),

    async find(owner, id) {
      const found = await templates.findOne({ _id: id, ...ownedBy(owner) });
      return found ? toTemplate(found as TemplateDocument) : null;
    },

    async list(owner, { purpose, withRetired }) {
      const filter = {
        ...ownedBy(owner),
        ...(purpose === null ? {} : { purpose }),
        ...(withRetired ? {} : { retiredAt: null }),
      };
      const found = await templates.find(filter).sort({ name: 1, _id: 1 }).limit(MOST_LISTED).toArray();
      return found.map((document) => toTemplate(document as TemplateDocument));
    },

    countInUse: (owner) => templates.countDocuments({ ...ownedBy(owner), retiredAt: null }),

    async save({ id, version, ...before }, patch) {
      const { matchedCount } = await templates.updateOne(
        { _id: id, version, ...ownedBy(before) },
        { $set: { ...patch, version: version + 1 } },
      );
      return matchedCount === 1;
    },

    async ensureIndexes() {
      await templates.createIndex(
        { jurisdiction: 1, organization: 1, name: 1, _id: 1 },
        { name: 'templates-of-an-organization' },
      );
    },
  };
}
