import { createLoader, type SubgraphContext } from '@gridlink/subgraph-kit';
import type DataLoader from 'dataloader';
import type { ListedItem } from './ticket/domain/decision.ts';
import type { TimelineEntry } from './ticket/domain/ticket.ts';
import { packOf, type TicketDeps } from './ticket/use-cases/deps.ts';
import type { TicketRow, Totals } from './ticket/use-cases/ticket-repository.ts';

type Timeline = { readonly id: string; readonly timeline: readonly TimelineEntry[] };

/** What the resolvers of this subgraph have: the use cases' deps and one loader a kind, made for each request. */
export type TicketContext = SubgraphContext & {
  readonly deps: TicketDeps;
  readonly loaders: {
    readonly byId: DataLoader<string, TicketRow | null>;
    readonly byCode: DataLoader<string, TicketRow | null>;
    readonly timeline: DataLoader<string, Timeline | null>;
    readonly items: DataLoader<
      string,
      { readonly jurisdiction: string; readonly items: ReadonlyMap<string, ListedItem> } | null
    >;
    readonly gridTotals: DataLoader<
      string,
      { readonly gridId: string; readonly totals: readonly Totals[]; readonly late: number } | null
    >;
  };
};

/** The context of one request. Loaders read within the caller's scope. */
export function ticketContext(deps: TicketDeps): (base: SubgraphContext) => TicketContext {
  return (base) => {
    const { scope } = base;
    const { tickets } = deps;
    return {
      ...base,
      deps,
      loaders: {
        byId: createLoader(
          (ids) => tickets.rowsById(scope, ids),
          ({ id }) => id,
        ),
        byCode: createLoader(
          (codes) => tickets.rowsByCode(scope, codes),
          ({ code }) => code,
        ),
        timeline: createLoader(
          (ids) => tickets.timelines(scope, ids),
          ({ id }) => id,
        ),
        items: createLoader(
          (codes) =>
            Promise.all(
              codes.map(async (jurisdiction) => ({
                jurisdiction,
                items: await deps.itemLists.inForce(packOf(deps, jurisdiction), base.now()),
              })),
            ),
          ({ jurisdiction }) => jurisdiction,
        ),
        gridTotals: createLoader(
          (ids) => tickets.totalsOfGrids(scope, ids),
          ({ gridId }) => gridId,
        ),
      },
    };
  };
}
