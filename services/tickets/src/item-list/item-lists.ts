import { itemListPublished, type ServiceItemSnapshot } from '@gridlink/contracts';
import type { EventHandler } from '@gridlink/event-bus';
import type { Pack, ServiceItem } from '@gridlink/jurisdiction';
import { type Connection, Schema } from 'mongoose';
import type { ListedItem } from '../ticket/domain/decision.ts';

type ItemListDocument = {
  _id: string;
  jurisdiction: string;
  /** Whose list it is: the root of the jurisdiction, or a division with a list of its own. */
  division: string;
  version: number;
  effectiveFrom: Date;
  items: ServiceItemSnapshot[];
};

const itemListSchema = new Schema<ItemListDocument>(
  {
    _id: { type: String, required: true },
    jurisdiction: String,
    division: String,
    version: Number,
    effectiveFrom: Date,
    items: [Schema.Types.Mixed],
  },
  { collection: 'item_lists', versionKey: false, strict: true, strictQuery: 'throw' },
);

export type ItemLists = {
  /**
   * Items of the list that holds in a place (all its divisions, highest first), by code: its own list, else that of the nearest division
   * above; the pack's own until one has been published.
   */
  inForce(pack: Pack, areas: readonly string[], now: Date): Promise<ReadonlyMap<string, ListedItem>>;
  readonly handlers: Readonly<Record<string, EventHandler>>;
  ensureIndexes(): Promise<void>;
};

const FRESH_FOR_MS = 2_000;

const fromPack = (pack: Pack, item: ServiceItem): ListedItem => {
  const category = pack.serviceItems.categories.find(({ code }) => code === item.category);
  return {
    code: item.code,
    id: null,
    title: item.title,
    responsibility: item.responsibility,
    severity: item.severity,
    leadFunction: item.lead,
    guidingFunction: item.guiding,
    article: category?.article ? pack.cite(category.article) : null,
  };
};

/** An article as published, in the form a citizen can look up. */
const citedBy = (pack: Pack, article: string): string => (article.startsWith('第') ? pack.cite(article) : article);

const fromList = (pack: Pack, item: ServiceItemSnapshot): ListedItem => ({
  code: item.code,
  id: item.id,
  title: item.title,
  responsibility: item.responsibility,
  severity: item.severity,
  leadFunction: item.leadFunction,
  guidingFunction: item.guidingFunction,
  article: item.article === '' ? null : citedBy(pack, item.article),
});

type Items = ReadonlyMap<string, ListedItem>;
type Kept = { readonly at: number; readonly own: Items; readonly byDivision: ReadonlyMap<string, Items> };

const byCode = (items: readonly ListedItem[]): Items => new Map(items.map((item) => [item.code, item]));

/** Versions looked through, newest first, for the ones in force; divisions with lists of their own are few. */
const MOST_LISTS = 500;

/** What tickets keep of the grid service's item lists: all versions, so that a list announced for later comes into force by itself. */
export function createItemLists(connection: Connection): ItemLists {
  const lists = connection.model<ItemListDocument>('ItemList', itemListSchema);
  const kept = new Map<string, Kept>();

  const read = async (pack: Pack, now: Date): Promise<Kept> => {
    const found = await lists
      .find({ jurisdiction: pack.code, effectiveFrom: { $lte: now } })
      .sort({ effectiveFrom: -1, version: -1 })
      .limit(MOST_LISTS)
      .lean();
    const byDivision = new Map<string, Items>();
    for (const { division, items } of found) {
      if (!byDivision.has(division)) byDivision.set(division, byCode(items.map((item) => fromList(pack, item))));
    }
    const own = byCode(pack.serviceItems.items.map((item) => fromPack(pack, item)));
    return { at: now.getTime(), own, byDivision };
  };

  const known = async (pack: Pack, now: Date): Promise<Kept> => {
    const fresh = kept.get(pack.code);
    if (fresh && Math.abs(now.getTime() - fresh.at) < FRESH_FOR_MS) return fresh;
    const current = await read(pack, now);
    kept.set(pack.code, current);
    return current;
  };

  return {
    async inForce(pack, areas, now) {
      const { own, byDivision } = await known(pack, now);
      const nearest = areas.findLast((area) => byDivision.has(area));
      return (nearest === undefined ? undefined : byDivision.get(nearest)) ?? own;
    },
    handlers: {
      [itemListPublished.type]: async (event) => {
        const { list } = itemListPublished.data.parse(event.data) as {
          list: { id: string; version: number; effectiveFrom: string; items: ServiceItemSnapshot[] };
        };
        const document = {
          _id: `${list.id}|${list.version}`,
          jurisdiction: event.jurisdiction,
          division: event.division,
          version: list.version,
          effectiveFrom: new Date(list.effectiveFrom),
          items: list.items,
        };
        await lists.replaceOne({ _id: document._id }, document, { upsert: true });
        kept.delete(event.jurisdiction);
      },
    },
    async ensureIndexes() {
      await lists.collection.createIndex(
        { jurisdiction: 1, effectiveFrom: -1, version: -1 },
        { name: 'list-in-force' },
      );
    },
  };
}
