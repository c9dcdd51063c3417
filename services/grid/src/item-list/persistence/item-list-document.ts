import { SEVERITIES } from '@gridlink/contracts';
import { type AggregateDocument, type createAggregateStore, ensureOutboxIndex } from '@gridlink/event-bus';
import { type Connection, type Model, Schema } from 'mongoose';
import type { ItemList, ListItem, NegativeItem } from '../domain/item-list.ts';

/** One version of a list; it is written once and never changes. */
export type ItemListDocument = AggregateDocument & ItemList;

const item = new Schema<ListItem>(
  {
    id: { type: String, required: true },
    code: String,
    title: String,
    category: String,
    responsibility: { type: String, enum: ['PRIMARY', 'ASSIST'] },
    leadFunction: String,
    guidingFunction: String,
    severity: { type: String, enum: SEVERITIES },
    topics: [String],
    article: String,
  },
  { _id: false, id: false },
);

const negative = new Schema<NegativeItem>({ code: String, title: String, article: String }, { _id: false, id: false });

const schema = new Schema<ItemListDocument>(
  {
    _id: { type: String, required: true },
    jurisdiction: { type: String, required: true },
    division: { type: String, required: true },
    version: { type: Number, required: true },
    sequence: { type: Number, required: true },
    outbox: { type: [Schema.Types.Mixed], required: true },
    pendingSince: { type: Date },
    listId: { type: String, required: true },
    number: { type: Number, required: true },
    effectiveFrom: { type: Date, required: true },
    publishedAt: { type: Date, required: true },
    publishedBy: { type: String, required: true },
    items: { type: [item], required: true },
    negative: { type: [negative], required: true },
  },
  { collection: 'item_lists', strict: 'throw', strictQuery: 'throw', versionKey: false, id: false },
);

export type ItemListModel = Model<ItemListDocument>;

export const itemListModel = (connection: Connection): ItemListModel =>
  connection.model<ItemListDocument>('ItemList', schema);

/** Every index is named after the query it serves. */
export async function ensureItemListIndexes(model: ItemListModel): Promise<void> {
  await model.collection.createIndexes([
    { name: 'version', key: { listId: 1, number: -1 }, unique: true },
    { name: 'in_force', key: { listId: 1, effectiveFrom: -1, number: -1 } },
    { name: 'former_items', key: { 'items.id': 1, publishedAt: -1 } },
  ]);
  await ensureOutboxIndex(itemListCollection(model) as never);
}

/** The driver's own collection, without mongoose's casting: what the aggregate store writes to. */
export const itemListCollection = (model: ItemListModel): AggregateCollection =>
  model.db.getClient().db(model.db.name).collection(model.collection.name);

type AggregateCollection = Parameters<typeof createAggregateStore<ItemListDocument>>[0];
