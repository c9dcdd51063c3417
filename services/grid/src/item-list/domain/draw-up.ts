import type { Pack, ServiceItem } from '@gridlink/jurisdiction';
import { itemIdOf, type ListItem, type NegativeItem } from './item-list.ts';

/** An item as a caller proposes it. */
export type ProposedItem = Omit<ListItem, 'id' | 'article'>;

/** What the operator decides is never quoted as law. */
const BY_THE_OPERATOR = '由运行方设定';

const citedOr = (pack: Pack, article: string | null): string =>
  article === null ? BY_THE_OPERATOR : pack.cite(article);

/** The items that come with the regulation. */
export const packItems = (pack: Pack): readonly ProposedItem[] =>
  pack.serviceItems.items.map((item: ServiceItem) => ({
    code: item.code,
    title: item.title,
    category: item.category,
    responsibility: item.responsibility,
    leadFunction: item.lead,
    guidingFunction: item.guiding,
    severity: item.severity,
    topics: item.topics,
  }));

/** Proposed items as a list has them: with their ids, the article of their category, in the order of their codes. */
export function listedItems(pack: Pack, proposed: readonly ProposedItem[]): readonly ListItem[] {
  const categories = new Map(pack.serviceItems.categories.map((category) => [category.code, category]));
  return proposed
    .map((item) => ({
      ...item,
      title: item.title.trim(),
      id: itemIdOf(pack.code, item.code),
      article: citedOr(pack, categories.get(item.category)?.article ?? null),
    }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** What may never be given to grid staff, by the pack. */
export const negativeItems = (pack: Pack): readonly NegativeItem[] =>
  pack.serviceItems.reserved.map(({ code, label, article }) => ({
    code,
    title: label.zh,
    article: citedOr(pack, article),
  }));
