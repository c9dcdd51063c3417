import { areasOf } from '@gridlink/contracts';
import type { Anchoring } from '@gridlink/dossier';
import { createLoader, type SubgraphContext } from '@gridlink/subgraph-kit';
import type DataLoader from 'dataloader';
import { gridTotals } from './figures/use-cases/read-standing.ts';
import { instructionFields } from './instruction/graphql/instruction-fields.ts';
import type { InstructionDeps } from './instruction/use-cases/deps.ts';
import type { InstructionRow } from './instruction/use-cases/instruction-repository.ts';
import type { NotificationDeps } from './notification/use-cases/notification-deps.ts';
import type { PreferenceDeps } from './preference/use-cases/set-preferences.ts';
import { suggestionFields } from './suggestion/graphql/suggestion-fields.ts';
import type { SuggestionDeps } from './suggestion/use-cases/deps.ts';
import type { SuggestionRow } from './suggestion/use-cases/suggestion-repository.ts';
import type { ListedItem } from './ticket/domain/decision.ts';
import type { TimelineEntry } from './ticket/domain/ticket.ts';
import { ticketFields } from './ticket/graphql/ticket-fields.ts';
import { packOf, type TicketDeps } from './ticket/use-cases/deps.ts';
import type { TicketRow, Totals } from './ticket/use-cases/ticket-repository.ts';
import type { WebhookDeps } from './webhook/use-cases/manage-webhooks.ts';

/** What the use cases of the whole service work with. */
export type ServiceDeps = InstructionDeps & SuggestionDeps & NotificationDeps & WebhookDeps & PreferenceDeps;

type Timeline = { readonly id: string; readonly timeline: readonly TimelineEntry[] };

type TicketsOf = { readonly origin: string; readonly tickets: readonly TicketRow[] };

type ListThere = { readonly place: string; readonly items: ReadonlyMap<string, ListedItem> };

async function itemsAt(deps: TicketDeps, place: string, now: Date): Promise<ListThere> {
  const [jurisdiction = '', division = ''] = place.split('|');
  return { place, items: await deps.itemLists.inForce(packOf(deps, jurisdiction), areasOf(division), now) };
}

const byOrigin = (rows: readonly TicketRow[]): readonly TicketsOf[] =>
  [...Map.groupBy(rows, ({ origin }) => origin?.id ?? '')].map(([origin, tickets]) => ({ origin, tickets }));

/** What the resolvers of this subgraph have: the use cases' deps and one loader a kind, made for each request. */
export type TicketContext = SubgraphContext & {
  readonly deps: ServiceDeps;
  readonly loaders: {
    /** With the fields that the operation asks of tickets. */
    readonly byId: DataLoader<string, TicketRow | null>;
    readonly byCode: DataLoader<string, TicketRow | null>;
    readonly instruction: DataLoader<string, InstructionRow | null>;
    readonly suggestion: DataLoader<string, SuggestionRow | null>;
    /** What came of suggestions or deliberations, by their ids. */
    readonly ticketsOf: DataLoader<string, TicketsOf | null>;
    readonly timeline: DataLoader<string, Timeline | null>;
    readonly anchorings: DataLoader<string, { readonly id: string; readonly anchoring: Anchoring } | null>;
    /** By `<jurisdiction>|<division>`. */
    readonly items: DataLoader<string, ListThere | null>;
    readonly gridTotals: DataLoader<
      string,
      { readonly gridId: string; readonly totals: readonly Totals[]; readonly late: number } | null
    >;
  };
};

/** The context of one request. Loaders read within the caller's scope. */
export function ticketContext(deps: ServiceDeps): (base: SubgraphContext) => TicketContext {
  return (base) => {
    const { scope, selection } = base;
    const { tickets, instructions, suggestions } = deps;
    return {
      ...base,
      deps,
      loaders: {
        byId: createLoader(
          (ids) => tickets.rowsById(scope, ids, ticketFields(selection)),
          ({ id }) => id,
        ),
        byCode: createLoader(
          (codes) => tickets.rowsByCode(scope, codes, ticketFields(selection)),
          ({ code }) => code,
        ),
        instruction: createLoader(
          (ids) => instructions.rowsById(scope, ids, instructionFields(selection)),
          ({ id }) => id,
        ),
        suggestion: createLoader(
          (ids) => suggestions.rowsById(scope, ids, suggestionFields(selection)),
          ({ id }) => id,
        ),
        ticketsOf: createLoader(
          async (ids) => byOrigin(await tickets.rowsByOrigin(scope, ids, ticketFields(selection))),
          ({ origin }) => origin,
        ),
        timeline: createLoader(
          (ids) => tickets.timelines(scope, ids),
          ({ id }) => id,
        ),
        anchorings: createLoader(
          (ids) => deps.anchors.anchorings(ids),
          ({ id }) => id,
        ),
        items: createLoader(
          (places) => Promise.all(places.map((place) => itemsAt(deps, place, base.now()))),
          ({ place }) => place,
        ),
        gridTotals: createLoader(
          (ids) => gridTotals(deps, scope, ids),
          ({ gridId }) => gridId,
        ),
      },
    };
  };
}
