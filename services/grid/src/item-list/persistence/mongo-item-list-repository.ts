import type { AggregateStore } from '@gridlink/event-bus';
import type { Scope } from '@gridlink/subgraph-kit';
import type { ItemList, ListItem } from '../domain/item-list.ts';
import type { ItemListRepository } from '../use-cases/item-list-repository.ts';
import type { ItemListDocument, ItemListModel } from './item-list-document.ts';

type Filter = Record<string, unknown>;

const LIST = { _id: 0, version: 0, sequence: 0, outbox: 0, pendingSince: 0 } as const;
/** Enough lists to find the last mention of any number of items; beyond it an item reads as unknown. */
const FORMER_LISTS = 50;

const visible = (scope: Scope): Filter => (scope.reach === 'BOUNDED' ? { jurisdiction: scope.jurisdiction } : {});

export function mongoItemListRepository(
  model: ItemListModel,
  store: AggregateStore<ItemListDocument>,
): ItemListRepository {
  return {
    inForce: (scope, { listId, at }) =>
      model
        .findOne({ listId, effectiveFrom: { $lte: at }, ...visible(scope) }, LIST)
        .sort({ effectiveFrom: -1, number: -1 })
        .lean<ItemList | null>()
        .exec(),
    newest: (scope, listId) =>
      model
        .findOne({ listId, ...visible(scope) }, LIST)
        .sort({ number: -1 })
        .lean<ItemList | null>()
        .exec(),
    async formerItems(scope, ids) {
      const lists = await model
        .find({ 'items.id': { $in: ids }, ...visible(scope) }, { items: 1 })
        .sort({ publishedAt: -1 })
        .limit(FORMER_LISTS)
        .lean<Pick<ItemList, 'items'>[]>()
        .exec();
      const found = new Map<string, ListItem>();
      for (const item of lists.flatMap(({ items }) => items)) {
        if (ids.includes(item.id) && !found.has(item.id)) found.set(item.id, item);
      }
      return [...found.values()];
    },
    insert(list, drafts, moment) {
      const id = `${list.listId}-v${list.number}`;
      // Each version is an aggregate of its own and its event the first and only one; consumers order versions by their number.
      return store.insert({ _id: id, ...list }, drafts, {
        subject: id,
        now: moment.now,
        traceparent: moment.traceparent,
      });
    },
  };
}
