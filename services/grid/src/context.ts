import type { MultiPolygon } from '@gridlink/contracts';
import type { Pack, Packs } from '@gridlink/jurisdiction';
import { badUserInput, createLoader, forbidden, type SubgraphContext } from '@gridlink/subgraph-kit';
import DataLoader from 'dataloader';
import type { DivisionRecord } from './division/use-cases/division-repository.ts';
import type { HistoryEntry } from './grid/domain/grid.ts';
import { gridFields } from './grid/graphql/grid-fields.ts';
import type { GridCall, GridDeps } from './grid/use-cases/grid-deps.ts';
import type { GridRecord } from './grid/use-cases/grid-repository.ts';
import type { ItemListRepository } from './item-list/use-cases/item-list-repository.ts';
import { createItemLoader } from './item-list/use-cases/item-loader.ts';
import { createPageLoader } from './page-loader.ts';

/** What the resolvers of this service are given once, at start. */
export type ServiceDeps = GridDeps & { readonly itemLists: ItemListRepository; readonly packs: Packs };

export type GridContext = SubgraphContext & {
  readonly deps: ServiceDeps;
  readonly loaders: Loaders;
  /** Who commands, when: what use cases take. */
  readonly call: () => GridCall;
};

type Loaders = ReturnType<typeof createLoaders>;

/** Per-request loaders, each within the caller's scope: any number of references of one type costs one command. */
function createLoaders(
  { grids, divisions, itemLists, packs }: ServiceDeps,
  { scope, now, selection }: SubgraphContext,
) {
  return {
    division: createLoader<string, DivisionRecord>(
      (codes) => divisions.byCodes(scope, codes),
      ({ code }) => code,
    ),
    divisionBoundary: createLoader(
      (codes: readonly string[]) => divisions.boundariesOf(scope, codes),
      ({ code }) => code,
    ),
    children: createPageLoader((codes, page) => divisions.childrenOf(scope, codes, page)),
    grid: createLoader<string, GridRecord>(
      (ids) => grids.byIds(scope, ids, gridFields(selection)),
      ({ id }) => id,
    ),
    gridReferredTo: createLoader<string, GridRecord>(
      (ids) => grids.referredTo(scope, ids),
      ({ id }) => id,
    ),
    gridByCode: new DataLoader<string, GridRecord | null>(async (codes) => {
      const found = (await grids.byCodes(scope, codes, gridFields(selection))).flatMap((grid) =>
        [grid.code, ...grid.formerCodes].map((code) => [code, grid] as const),
      );
      const byCode = new Map(found);
      return codes.map((code) => byCode.get(code) ?? null);
    }),
    gridBoundary: new DataLoader<string, MultiPolygon | null>(async (ids) => {
      const found = await grids.boundariesOf(scope, ids);
      return ids.map((id) => found.get(id) ?? null);
    }),
    gridHistory: new DataLoader<string, readonly HistoryEntry[]>(async (ids) => {
      const found = await grids.historiesOf(scope, ids);
      return ids.map((id) => found.get(id) ?? []);
    }),
    gridsIn: createPageLoader((codes, page) => grids.publishedIn(scope, codes, page)),
    serviceItem: createItemLoader({ itemLists, packs }, { scope, at: now() }),
  };
}

export const gridContext =
  (deps: ServiceDeps) =>
  (base: SubgraphContext): GridContext => ({
    ...base,
    deps,
    loaders: createLoaders(deps, base),
    call: () => ({
      scope: base.scope,
      now: base.now(),
      by: base.caller.subject,
      traceparent: base.traceparent,
    }),
  });

/** The pack of a code a caller gave. @throws BAD_USER_INPUT for an unknown one, FORBIDDEN for another jurisdiction than the caller's */
export function packOf({ deps, scope }: GridContext, jurisdiction: string): Pack {
  const pack = deps.packs.get(jurisdiction);
  if (!pack) {
    const known = [...deps.packs.keys()].join('、');
    throw badUserInput(
      `未知的法域代码 ${jurisdiction.slice(0, 40)}，可用：${known} (unknown jurisdiction)`,
      'jurisdiction',
    );
  }
  if (scope.reach === 'BOUNDED' && scope.jurisdiction !== jurisdiction) throw forbidden();
  return pack;
}

/** The pack of something stored; packs are never taken away while their data is there. */
export function packOfStored({ deps }: GridContext, jurisdiction: string): Pack {
  const pack = deps.packs.get(jurisdiction);
  if (!pack) throw new Error(`no pack of code ${jurisdiction} is loaded`);
  return pack;
}
