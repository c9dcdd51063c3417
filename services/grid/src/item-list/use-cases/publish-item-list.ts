import { areasOf, isDivisionCode, itemListPublished, liesIn, type Role, wholeDivisionCode } from '@gridlink/contracts';
import type { EventDraft } from '@gridlink/event-bus';
import type { Pack } from '@gridlink/jurisdiction';
import { conflict, forbidden, reachesArea, type Scope, systemScope } from '@gridlink/subgraph-kit';
import type { DivisionRepository } from '../../division/use-cases/division-repository.ts';
import { itemRefusals } from '../domain/check-items.ts';
import { listedItems, negativeItems, type ProposedItem, packItems } from '../domain/draw-up.ts';
import { type ItemList, listIdOf } from '../domain/item-list.ts';
import { dateRefusal, makerRefusal, saysNothingNew } from '../domain/publish.ts';
import type { ItemListRefusal } from '../domain/refusal.ts';
import type { ItemListRepository } from './item-list-repository.ts';

export type PublishItemList = {
  readonly scope: Scope;
  readonly roles: readonly Role[];
  readonly pack: Pack;
  /** Undefined for the jurisdiction's own list. */
  readonly division: string | undefined;
  readonly effectiveFrom: Date;
  /** Undefined for those that come with the regulation. */
  readonly items: readonly ProposedItem[] | undefined;
  readonly expectedVersion: number | undefined;
  readonly now: Date;
  readonly by: string;
  readonly traceparent: string | undefined;
};

export type ItemListDeps = { readonly itemLists: ItemListRepository; readonly divisions: DivisionRepository };

export type ItemListOutcome = { readonly list: ItemList } | { readonly refusals: readonly ItemListRefusal[] };

/** The division that stands for the whole jurisdiction. */
export const rootDivision = (pack: Pack): string => wholeDivisionCode(pack.territory.prefixes[0] ?? '');

/** Publishes the next version of a list. Says the newest one again when nothing differs, so that a retry publishes nothing twice. */
export async function publishItemList(deps: ItemListDeps, command: PublishItemList): Promise<ItemListOutcome> {
  const { pack, scope, now } = command;
  const division = command.division ?? rootDivision(pack);
  const level = await levelOf(deps.divisions, pack, division);
  if (!level) return { refusals: [{ kind: 'DIVISION_UNKNOWN', division }] };
  if (!reachesArea(scope, pack.code, areasOf(division))) throw forbidden();
  const maker = makerRefusal(pack, { roles: command.roles, level });
  if (maker) return { refusals: [maker] };

  const proposed = command.items ?? packItems(pack);
  const wrong = itemRefusals(pack, proposed);
  if (wrong.length > 0) return { refusals: wrong };

  const newest = await deps.itemLists.newest(systemScope('number of the next version'), listIdOf(pack.code, division));
  if (command.expectedVersion !== undefined && command.expectedVersion !== (newest?.number ?? 0)) throw conflict();
  const next: ItemList = {
    listId: listIdOf(pack.code, division),
    number: (newest?.number ?? 0) + 1,
    jurisdiction: pack.code,
    division,
    effectiveFrom: command.effectiveFrom,
    publishedAt: now,
    publishedBy: command.by,
    items: listedItems(pack, proposed),
    negative: negativeItems(pack),
  };
  if (newest && saysNothingNew(next, newest)) return { list: newest };
  const early = dateRefusal(command.effectiveFrom, newest, now);
  if (early) return { refusals: [early] };
  const stored = await deps.itemLists.insert(next, [publication(next)], command);
  if (stored.kind !== 'STORED') throw conflict();
  return { list: next };
}

/** The level of a division of the jurisdiction; its root needs no record. */
async function levelOf(divisions: DivisionRepository, pack: Pack, division: string) {
  if (division === rootDivision(pack)) return pack.territory.level;
  if (
    !isDivisionCode(division) ||
    !pack.territory.prefixes.some((prefix) => liesIn(division, wholeDivisionCode(prefix)))
  ) {
    return undefined;
  }
  const [known] = await divisions.byCodes(systemScope('level of a division'), [division]);
  return known?.level;
}

/** Parsed by the contract before it leaves: what the packs name must be what consumers know. */
const publication = (list: ItemList): EventDraft => ({
  type: itemListPublished.type,
  data: itemListPublished.data.parse({
    list: {
      id: list.listId,
      version: list.number,
      effectiveFrom: list.effectiveFrom.toISOString(),
      items: list.items,
      negative: list.negative,
    },
  }),
});
