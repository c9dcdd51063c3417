import type { DivisionLevel, Severity } from '@gridlink/contracts';
import { connectionOf, numberAfter, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { MINIMUM_SAMPLE } from '../domain/handling-sample.ts';
import type { RehearsedDepartment } from '../domain/rehearse-routes.ts';
import type { Move } from '../domain/replay-routes.ts';
import { METHOD, routesCsv } from '../domain/routes-csv.ts';
import { type RehearsedRoutes, rehearseRouteTable } from '../use-cases/rehearse-routes.ts';

type RouteInput = {
  readonly itemCode: string;
  readonly severity?: Severity | null;
  readonly function: string;
  readonly level?: DivisionLevel | null;
};
type RoutesInput = {
  readonly jurisdiction?: string | null;
  readonly from: Date;
  readonly to: Date;
  readonly routes: readonly RouteInput[];
};

export const routeRehearsalQueries = {
  routesRehearsal: (_: unknown, { input }: { input: RoutesInput }, { deps, scope, now }: TicketContext) => {
    const { jurisdiction = null, from, to } = input;
    const routes = input.routes.map(({ severity = null, level = null, ...route }) => ({ ...route, severity, level }));
    return rehearseRouteTable(deps, scope, { jurisdiction, from, to, now: now(), routes });
  },
};

/** Tickets of a move: the page's ids are read together with those of all other moves asked for. */
async function movedTickets({ tickets }: Move, args: PageArguments, { loaders }: TicketContext) {
  const page = pageRequest(args);
  const start = Math.max(0, (numberAfter(page) ?? -1) + 1);
  const rows = await Promise.all(tickets.slice(start, start + page.limit + 1).map((id) => loaders.byId.load(id)));
  const found = rows.flatMap((node, index) => (node ? [{ node, position: start + index }] : []));
  const { edges, nodes, pageInfo } = connectionOf(found, page, ({ position }) => [position]);
  return {
    edges: edges.map(({ cursor, node }) => ({ cursor, node: node.node })),
    nodes: nodes.map(({ node }) => node),
    pageInfo,
  };
}

export const routeRehearsalResolvers = {
  RoutesRehearsal: {
    method: () => METHOD,
    minimumSample: () => MINIMUM_SAMPLE,
    async csv(rehearsal: RehearsedRoutes, _: unknown, { deps }: TicketContext) {
      const codes = [
        ...rehearsal.departments.map(({ unit }) => unit),
        ...rehearsal.moves.flatMap(({ from, to }) => [from, to]),
      ];
      return [...routesCsv(rehearsal, await deps.organizations.names(codes))].join('');
    },
  },
  RehearsedDepartment: { unit: ({ unit }: RehearsedDepartment) => ({ code: unit }) },
  RehearsedMove: {
    from: ({ from }: Move) => ({ code: from }),
    to: ({ to }: Move) => ({ code: to }),
    count: ({ tickets }: Move) => tickets.length,
    tickets: movedTickets,
  },
};
