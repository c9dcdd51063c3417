import { areasOf } from '@gridlink/contracts';
import type { Anchoring } from '@gridlink/dossier';
import { createLoader, type SubgraphContext, systemScope } from '@gridlink/subgraph-kit';
import type DataLoader from 'dataloader';
import { itemKey } from './deliberation/domain/deliberation.ts';
import { deliberationFields } from './deliberation/graphql/deliberation-fields.ts';
import type { DeliberationRow } from './deliberation/use-cases/deliberation-repository.ts';
import type { DeliberationDeps } from './deliberation/use-cases/deps.ts';
import type { ExportDeps } from './export/use-cases/export-list.ts';
import type { Correction, PeriodReport } from './figures/domain/period-report.ts';
import { correctionsTo } from './figures/use-cases/close-period.ts';
import { gridTotals } from './figures/use-cases/read-standing.ts';
import { instructionFields } from './instruction/graphql/instruction-fields.ts';
import type { InstructionDeps } from './instruction/use-cases/deps.ts';
import type { InstructionRow } from './instruction/use-cases/instruction-repository.ts';
import type { NotificationDeps } from './notification/use-cases/notification-deps.ts';
import type { PreferenceDeps } from './preference/use-cases/set-preferences.ts';
import { suggestionFields } from './suggestion/graphql/suggestion-fields.ts';
import type { SuggestionRow } from './suggestion/use-cases/suggestion-repository.ts';
import type { ListedItem } from './ticket/domain/decision.ts';
import type { TimelineEntry } from './ticket/domain/ticket.ts';
import { ticketFields } from './ticket/graphql/ticket-fields.ts';
import { packOf, type TicketDeps } from './ticket/use-cases/deps.ts';
import { type DuplicatesOf, likelyDuplicates } from './ticket/use-cases/likely-duplicates.ts';
import type { TicketRow, Totals } from './ticket/use-cases/ticket-repository.ts';
import type { WebhookDeps } from './webhook/use-cases/manage-webhooks.ts';

/** What the use cases of the whole service work with. */
export type ServiceDeps = InstructionDeps &
  DeliberationDeps &
  NotificationDeps &
  WebhookDeps &
  PreferenceDeps &
  ExportDeps;

type Timeline = { readonly id: string; readonly timeline: readonly TimelineEntry[] };

type TicketsOf = { readonly origin: string; readonly tickets: readonly TicketRow[] };

type DeliberationsAbout = { readonly source: string; readonly deliberations: readonly DeliberationRow[] };

/** What a report of a period would say today where that is something else. */
type ReportToday = { readonly of: PeriodReport; readonly corrections: readonly Correction[] };

type ListThere = { readonly place: string; readonly items: ReadonlyMap<string, ListedItem> };

async function itemsAt(deps: TicketDeps, place: string, now: Date): Promise<ListThere> {
  const [jurisdiction = '', division = ''] = place.split('|');
  return { place, items: await deps.itemLists.inForce(packOf(deps, jurisdiction), areasOf(division), now) };
}

const byOrigin = (rows: readonly TicketRow[]): readonly TicketsOf[] =>
  [...Map.groupBy(rows, ({ origin }) => origin?.id ?? '')].map(([origin, tickets]) => ({ origin, tickets }));

const byTarget = (rows: readonly TicketRow[]) =>
  [...Map.groupBy(rows, ({ mergedInto }) => mergedInto ?? '')].map(([into, merged]) => ({ into, merged }));

const PUBLIC_FOLLOWS = systemScope('the public follows what came of suggestions and published minutes');

const bySource = (rows: readonly DeliberationRow[], sources: readonly string[]): readonly DeliberationsAbout[] =>
  sources.map((source) => ({
    source,
    deliberations: rows.filter(({ agenda }) =>
      agenda.some((item) => item.source?.id === source || (item.carriedFrom && itemKey(item.carriedFrom) === source)),
    ),
  }));

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
    /** Likewise, whoever asks: what the public follows of them. */
    readonly publicTicketsOf: DataLoader<string, TicketsOf | null>;
    readonly deliberation: DataLoader<string, DeliberationRow | null>;
    /** Those with an item of a suggestion or a ticket, by its id, or of a deferred item, by its key. */
    readonly deliberationsAbout: DataLoader<string, DeliberationsAbout | null>;
    /** Likewise, whoever asks. */
    readonly publicDeliberationsAbout: DataLoader<string, DeliberationsAbout | null>;
    readonly duplicates: DataLoader<TicketRow, DuplicatesOf | null>;
    /** By the number they were merged into. */
    readonly merged: DataLoader<string, { readonly into: string; readonly merged: readonly TicketRow[] } | null>;
    readonly timeline: DataLoader<string, Timeline | null>;
    readonly anchorings: DataLoader<string, { readonly id: string; readonly anchoring: Anchoring } | null>;
    /** Of one report once, in however many forms it is asked for. */
    readonly reportToday: DataLoader<PeriodReport, ReportToday | null>;
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
    const { tickets, instructions, suggestions, deliberations } = deps;
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
        publicTicketsOf: createLoader(
          async (ids) => byOrigin(await tickets.rowsByOrigin(PUBLIC_FOLLOWS, ids)),
          ({ origin }) => origin,
        ),
        deliberation: createLoader(
          (ids) => deliberations.rowsById(scope, ids, deliberationFields(selection)),
          ({ id }) => id,
        ),
        deliberationsAbout: createLoader(
          async (ids) => bySource(await deliberations.about(scope, ids), ids),
          ({ source }) => source,
        ),
        publicDeliberationsAbout: createLoader(
          async (ids) => bySource(await deliberations.about(PUBLIC_FOLLOWS, ids), ids),
          ({ source }) => source,
        ),
        duplicates: createLoader(
          (rows: readonly TicketRow[]) => likelyDuplicates(deps, scope, rows),
          ({ of }) => of,
        ),
        merged: createLoader(
          async (codes) => byTarget(await tickets.mergedInto(scope, codes)),
          ({ into }) => into,
        ),
        timeline: createLoader(
          (ids) => tickets.timelines(scope, ids),
          ({ id }) => id,
        ),
        anchorings: createLoader(
          (ids) => deps.anchors.anchorings(ids),
          ({ id }) => id,
        ),
        reportToday: createLoader(
          (reports: readonly PeriodReport[]) =>
            Promise.all(reports.map(async (of) => ({ of, corrections: await correctionsTo(deps, scope, of) }))),
          ({ of }) => of,
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
