import { textFlaw } from '@gridlink/contracts';
import { bodiesOf, type Pack, reservedActIn } from '@gridlink/jurisdiction';
import type { ProposedItem } from './draw-up.ts';
import type { ItemField, ItemListRefusal } from './refusal.ts';

export const MOST_ITEMS = 300;
const MOST_TITLE = 80;
const MOST_TOPICS = 30;
const MOST_TOPIC = 40;

/**
 * Everything that keeps items off a list, all at once. Licences, penalties, coercion and the rest of the negative list are refused by
 * the words of the title, each with its article (G11).
 */
export function itemRefusals(pack: Pack, items: readonly ProposedItem[]): readonly ItemListRefusal[] {
  if (items.length < 1 || items.length > MOST_ITEMS) return [{ kind: 'ITEM_COUNT', most: MOST_ITEMS }];
  const known = {
    categories: new Set(pack.serviceItems.categories.map(({ code }) => code)),
    functions: new Set(bodiesOf(pack).map((body): string => body.function)),
  };
  const codes = items.map(({ code }) => code);
  return items.flatMap((item, row) => [
    ...badFields(item, known).map((field) => ({ kind: 'BAD_ITEM', row, field, value: String(item[field]) }) as const),
    ...(codes.indexOf(item.code) < row ? [{ kind: 'REPEATED_ITEM', row, code: item.code } as const] : []),
    ...reservedRefusals(pack, item, row),
  ]);
}

type Known = { readonly categories: ReadonlySet<string>; readonly functions: ReadonlySet<string> };

function badFields(item: ProposedItem, { categories, functions }: Known): ItemField[] {
  const fine: Readonly<Record<ItemField, boolean>> = {
    code: /^[A-Z][A-Z0-9_]{0,59}$/.test(item.code),
    category: categories.has(item.category),
    title: textFlaw(item.title, { most: MOST_TITLE }) === undefined,
    leadFunction: functions.has(item.leadFunction),
    guidingFunction: functions.has(item.guidingFunction),
    topics:
      item.topics.length <= MOST_TOPICS &&
      item.topics.every((topic) => textFlaw(topic, { most: MOST_TOPIC }) === undefined),
  };
  return (Object.keys(fine) as ItemField[]).filter((field) => !fine[field]);
}

function reservedRefusals(pack: Pack, { title }: ProposedItem, row: number): ItemListRefusal[] {
  const act = reservedActIn(pack, title);
  if (!act) return [];
  const article = act.article === null ? null : pack.cite(act.article);
  return [{ kind: 'RESERVED_ACT', row, title, act: act.label.zh, article }];
}
