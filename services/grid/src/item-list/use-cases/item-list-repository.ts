import type { EventDraft, WriteResult } from '@gridlink/event-bus';
import type { Scope } from '@gridlink/subgraph-kit';
import type { ItemList, ListItem } from '../domain/item-list.ts';

export type ItemListKey = { readonly listId: string; readonly at: Date };

/** Lists are public by law; a scope bounded to a jurisdiction sees its own only. */
export type ItemListRepository = {
  /** The newest version in force at a time, or null. */
  inForce(scope: Scope, key: ItemListKey): Promise<ItemList | null>;
  /** The newest version whether it is in force yet or not. */
  newest(scope: Scope, listId: string): Promise<ItemList | null>;
  /** Items that are in no list in force any more, as the newest list that had them says. */
  formerItems(scope: Scope, ids: readonly string[]): Promise<readonly ListItem[]>;
  /** DUPLICATE when the version is there already. */
  insert(
    list: ItemList,
    drafts: readonly EventDraft[],
    moment: { readonly now: Date; readonly traceparent: string | undefined },
  ): Promise<WriteResult>;
};
