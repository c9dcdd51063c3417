import { areasOf } from '@gridlink/contracts';
import type { Pack } from '@gridlink/jurisdiction';
import type { Scope } from '@gridlink/subgraph-kit';
import { type ItemList, type ListItem, listIdOf } from '../domain/item-list.ts';
import type { ItemListRepository } from './item-list-repository.ts';
import { rootDivision } from './publish-item-list.ts';

/** The list that holds for a division at a time: its own, else that of the nearest one above, else the jurisdiction's. */
export async function listInForce(
  itemLists: ItemListRepository,
  scope: Scope,
  wanted: { readonly pack: Pack; readonly division: string | undefined; readonly at: Date },
): Promise<ItemList | null> {
  const root = rootDivision(wanted.pack);
  const below = areasOf(wanted.division ?? root).toReversed();
  const lists = await Promise.all(
    [...new Set([...below, root])].map((division) =>
      itemLists.inForce(scope, { listId: listIdOf(wanted.pack.code, division), at: wanted.at }),
    ),
  );
  return lists.find((list) => list !== null) ?? null;
}

export type ItemFilter = { readonly category?: string | undefined; readonly topic?: string | undefined };

/** Items of a list that answer a filter, after a code. Lists are short (300 at most) and kept in the order of their codes. */
export function itemsOf(list: ItemList | null, filter: ItemFilter, afterCode: string | null): readonly ListItem[] {
  return (list?.items ?? []).filter(
    (item) =>
      (filter.category === undefined || item.category === filter.category) &&
      (filter.topic === undefined || item.topics.includes(filter.topic)) &&
      (afterCode === null || item.code > afterCode),
  );
}
