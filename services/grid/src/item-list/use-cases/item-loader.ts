import type { Packs } from '@gridlink/jurisdiction';
import type { Scope } from '@gridlink/subgraph-kit';
import DataLoader from 'dataloader';
import { jurisdictionOfItem, type ListItem } from '../domain/item-list.ts';
import type { ItemListRepository } from './item-list-repository.ts';
import { listInForce } from './read-item-lists.ts';

/**
 * Items by id. The jurisdiction's list in force says what an item is; one that left it, or is on a county's list only, reads as the
 * newest list that has it. Tickets keep naming items long after these left the list.
 */
export function createItemLoader(
  { itemLists, packs }: { readonly itemLists: ItemListRepository; readonly packs: Packs },
  { scope, at }: { readonly scope: Scope; readonly at: Date },
): DataLoader<string, ListItem | null> {
  return new DataLoader<string, ListItem | null>(async (ids) => {
    const concerned = [...new Set(ids.map(jurisdictionOfItem))].flatMap((code) => packs.get(code) ?? []);
    const lists = await Promise.all(
      concerned.map((pack) => listInForce(itemLists, scope, { pack, division: undefined, at })),
    );
    const byId = new Map(lists.flatMap((list) => list?.items ?? []).map((item) => [item.id, item]));
    const missing = ids.filter((id) => !byId.has(id));
    const former = missing.length > 0 ? await itemLists.formerItems(scope, missing) : [];
    for (const item of former) byId.set(item.id, item);
    return ids.map((id) => byId.get(id) ?? null);
  });
}
