import { badUserInput, codeAfter, connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import { type GridContext, packOf, packOfStored } from '../../context.ts';
import type { ProposedItem } from '../domain/draw-up.ts';
import { type ItemList, itemIdOf, jurisdictionOfItem, type ListItem } from '../domain/item-list.ts';
import { publishItemList } from '../use-cases/publish-item-list.ts';
import { itemsOf, listInForce } from '../use-cases/read-item-lists.ts';
import { itemListError } from './refusal-text.ts';

type ItemListArguments = {
  readonly jurisdiction: string;
  readonly division?: string | null;
  readonly at?: Date | null;
};

type ServiceItemsArguments = PageArguments & {
  readonly jurisdiction: string;
  readonly category?: string | null;
  readonly topic?: string | null;
};

type ServiceItemArguments = {
  readonly id?: string | null;
  readonly jurisdiction?: string | null;
  readonly code?: string | null;
};

type PublishArguments = {
  readonly input: {
    readonly jurisdiction: string;
    readonly division?: string | null;
    readonly effectiveFrom: Date;
    readonly items?:
      | readonly (Omit<ProposedItem, 'guidingFunction'> & { readonly guidingFunction?: string | null })[]
      | null;
    readonly expectedVersion?: number | null;
  };
};

export const itemListQueries = {
  itemList(_root: unknown, args: ItemListArguments, context: GridContext) {
    const pack = packOf(context, args.jurisdiction);
    const wanted = { pack, division: args.division ?? undefined, at: args.at ?? context.now() };
    return listInForce(context.deps.itemLists, context.scope, wanted);
  },

  async serviceItems(_root: unknown, args: ServiceItemsArguments, context: GridContext) {
    const pack = packOf(context, args.jurisdiction);
    const page = pageRequest(args);
    const list = await listInForce(context.deps.itemLists, context.scope, {
      pack,
      division: undefined,
      at: context.now(),
    });
    const filter = { category: args.category ?? undefined, topic: args.topic ?? undefined };
    return connectionOf(itemsOf(list, filter, codeAfter(page)).slice(0, page.limit + 1), page, ({ code }) => [code]);
  },

  serviceItem(_root: unknown, { id, jurisdiction, code }: ServiceItemArguments, { loaders }: GridContext) {
    if (id) return loaders.serviceItem.load(id);
    if (jurisdiction && code) return loaders.serviceItem.load(itemIdOf(jurisdiction, code));
    throw badUserInput('请给出 id，或 jurisdiction 与 code (give an id, or a jurisdiction and a code)');
  },
};

export const itemListMutations = {
  async publishItemList(_root: unknown, { input }: PublishArguments, context: GridContext) {
    const items = input.items?.map((item) => ({ ...item, guidingFunction: item.guidingFunction ?? item.leadFunction }));
    const outcome = await publishItemList(context.deps, {
      ...context.call(),
      roles: context.caller.roles,
      pack: packOf(context, input.jurisdiction),
      division: input.division ?? undefined,
      effectiveFrom: input.effectiveFrom,
      items,
      expectedVersion: input.expectedVersion ?? undefined,
    });
    return 'list' in outcome
      ? { itemList: outcome.list, userErrors: [] }
      : { itemList: null, userErrors: outcome.refusals.map(itemListError) };
  },
};

export const itemListTypes = {
  ItemList: {
    id: ({ listId }: ItemList) => listId,
    version: ({ number }: ItemList) => number,
    division: ({ division }: ItemList, _args: unknown, { loaders }: GridContext) => loaders.division.load(division),
  },
  ServiceItem: {
    __resolveReference: ({ id }: { id: string }, { loaders }: GridContext) => loaders.serviceItem.load(id),
    jurisdiction: ({ id }: ListItem) => jurisdictionOfItem(id),
    categoryLabel({ id, category }: ListItem, _args: unknown, context: GridContext) {
      const { categories } = packOfStored(context, jurisdictionOfItem(id)).serviceItems;
      return categories.find(({ code }) => code === category)?.label.zh ?? category;
    },
  },
};
