import { bodyOf, type Pack } from '@gridlink/jurisdiction';
import { badUserInput, type Scope } from '@gridlink/subgraph-kit';
import type { TicketDeps } from '../../ticket/use-cases/deps.ts';
import type { ProposedRoute } from '../domain/proposed-route.ts';
import { type RouteRehearsal, rehearseRoutes } from '../domain/rehearse-routes.ts';
import { type LedCase, ledCase } from '../domain/replay-routes.ts';
import { checkTime, rehearsedTerritory, type TimeAsked } from './rehearsed-time.ts';

export type RoutesOrder = TimeAsked & { readonly now: Date; readonly routes: readonly ProposedRoute[] };

export type RehearsedRoutes = RouteRehearsal & {
  readonly looked: number;
  readonly more: boolean;
  /** Report of the last ticket looked at: the next rehearsal may begin there. */
  readonly until: Date | null;
};

type Deps = Pick<TicketDeps, 'tickets' | 'packs' | 'calendarOf' | 'itemLists'>;

/** What is kept of a ticket while they are read is a few numbers. */
const MOST_TICKETS = 20_000;
/** Whoever asks is answered before the gateway gives up; a slow database is read less of. */
const READS_FOR_MS = 5_000;
const MOST_ROUTES = 100;

function checkRoute(pack: Pack, route: ProposedRoute, field: string): void {
  const body = bodyOf(pack, route.function);
  if (!body) {
    throw badUserInput(`没有 ${route.function} 这样的单位 (the pack knows no such body)`, `${field}.function`);
  }
  const { level } = route;
  if (level !== null && !body.levels.includes(level)) {
    const levels = body.levels.join('、');
    throw badUserInput(`该单位只设在 ${levels} (that body exists at ${levels} only)`, `${field}.level`);
  }
}

function checkRoutes(pack: Pack, routes: readonly ProposedRoute[]): void {
  if (routes.length === 0 || routes.length > MOST_ROUTES) {
    throw badUserInput(`请给出 1 至 ${MOST_ROUTES} 条路由 (give 1 to ${MOST_ROUTES} routes)`, 'routes');
  }
  const keys = routes.map(({ itemCode, severity }) => `${itemCode}|${severity}`);
  routes.forEach((route, index) => {
    checkRoute(pack, route, `routes.${index}`);
    if (keys.indexOf(keys[index] ?? '') === index) return;
    throw badUserInput('同一事项、同一程度只能有一条路由 (one route an item and severity)', `routes.${index}.itemCode`);
  });
}

/** An item that is on no list and that no ticket had is a slip of the pen, not a route that changes nothing. */
async function checkItems(
  { itemLists }: Pick<Deps, 'itemLists'>,
  { pack, areas, now, routes }: Pick<RoutesOrder, 'now' | 'routes'> & { pack: Pack; areas: readonly string[] },
  seen: ReadonlySet<string>,
): Promise<void> {
  const unseen = routes.findIndex(({ itemCode }) => !seen.has(itemCode));
  if (unseen < 0) return;
  const listed = await itemLists.inForce(pack, areas, now);
  const known = new Set([...pack.serviceItems.items.map(({ code }) => code), ...listed.keys()]);
  const index = routes.findIndex(({ itemCode }) => !seen.has(itemCode) && !known.has(itemCode));
  if (index < 0) return;
  throw badUserInput('没有这个事项 (there is no such item)', `routes.${index}.itemCode`);
}

/** Replays routes over tickets reported in a time, whatever became of them. Streams them from one cursor; writes nothing. */
export async function rehearseRouteTable(deps: Deps, scope: Scope, order: RoutesOrder): Promise<RehearsedRoutes> {
  checkTime(order);
  const { pack, bounded, areas } = rehearsedTerritory(deps, scope, order.jurisdiction);
  const { routes, now, from, to } = order;
  checkRoutes(pack, routes);
  const replay = { pack, calendar: deps.calendarOf(pack), now, routes };
  const cases: LedCase[] = [];
  const items = new Set<string>();
  let [looked, more, until]: [number, boolean, Date | null] = [0, false, null];
  const began = performance.now();
  for await (const ticket of deps.tickets.ledTickets(bounded, { from, to }, MOST_TICKETS + 1)) {
    if (looked === MOST_TICKETS || (looked > 0 && performance.now() - began > READS_FOR_MS)) {
      more = true;
      break;
    }
    looked += 1;
    until = ticket.reportedAt;
    if (ticket.item !== null) items.add(ticket.item.code);
    const found = ledCase(ticket, replay);
    if (found) cases.push(found);
  }
  // Where not all were read, another may have it.
  if (!more) await checkItems(deps, { pack, areas, now, routes }, items);
  return { ...rehearseRoutes(cases, replay), looked, more, until };
}
