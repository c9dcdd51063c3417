import { randomUUID } from 'node:crypto';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { ASSERTION_HEADER, type Caller, REQUEST_ID_HEADER, type SubgraphName } from '@gridlink/contracts';
import { parse } from 'graphql';
import { accessPlugin } from './access/access-plugin.ts';
import { mayRead, readAccessTable } from './access/access-table.ts';
import { createFormatError } from './graphql/format-error.ts';
import { scalarResolvers } from './graphql/scalars.ts';
import { openSelection, type Selection, selectionPlugin } from './graphql/selection.ts';
import { executeGraphql } from './http/graphql-route.ts';
import { type HttpFront, type HttpRequest, json, type Route, startHttpFront } from './http/http-front.ts';
import type { Listening } from './http/listening.ts';
import { startOperatorFront } from './http/operator-front.ts';
import { type NeededPart, readiness, withoutReasons } from './http/readiness.ts';
import type { StreamRequest, StreamRoute, StreamRoutes } from './http/stream-route.ts';
import { createAssertionVerifier } from './identity/assertion-verifier.ts';
import type { PublicKeySet } from './identity/public-key-set.ts';
import { requestStatement } from './identity/request-statement.ts';
import type { Logger } from './logging.ts';
import type { Metrics } from './metrics.ts';
import { type Scope, scopeOf } from './scope.ts';

/** What every resolver has in its context, whatever else its service adds. */
export type SubgraphContext = {
  readonly caller: Caller;
  readonly scope: Scope;
  /** What the operation asks for: reads project by it. */
  readonly selection: Selection;
  /** Whether the caller's roles may read a coordinate of the schema (`Ticket.title`); never one that the schema does not have. */
  readonly mayRead: (coordinate: string) => boolean;
  readonly requestId: string;
  readonly traceparent: string | undefined;
  readonly now: () => Date;
  readonly log: Logger;
};

type Resolvers = NonNullable<
  Parameters<typeof buildSubgraphSchema>[0] extends infer M ? (M extends { resolvers?: infer R } ? R : never) : never
>;

/** A stream route that knows who is asking. */
export type IdentifiedStream<Context extends SubgraphContext> = (
  request: StreamRequest,
  context: Context,
  raw: Parameters<StreamRoute>[1],
) => ReturnType<StreamRoute>;

export type SubgraphOptions<Context extends SubgraphContext> = Listening & {
  readonly name: SubgraphName;
  /** Whole SDL, as `typeDefinitionsIn(folder)` gives it. */
  readonly typeDefs: string;
  readonly resolvers: Resolvers;
  /** Public keys of the gateway; they may change while it runs. */
  readonly gatewayKeys: PublicKeySet;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Adds what the service's resolvers need: use cases and per-request loaders. */
  readonly contextFor: (base: SubgraphContext) => Context;
  /** What the service cannot do its work without. */
  readonly readiness: readonly NeededPart[];
  /** Further routes by `METHOD /path`. */
  readonly routes?: Readonly<Record<string, Route>>;
  /**
   * Routes that read their body as it comes in, for the gateway's signed identity only: signed are the request's line and the headers
   * named here.
   */
  readonly streams?: {
    readonly signed: readonly string[];
    readonly routes: Readonly<Record<string, IdentifiedStream<Context>>>;
  };
  readonly now?: () => Date;
};

/** Every server of the project is built with these: no landing page, no telemetry, no tracing to elsewhere. */
export const QUIET_PLUGINS: readonly ApolloServerPlugin[] = [
  ApolloServerPluginLandingPageDisabled(),
  ApolloServerPluginUsageReportingDisabled(),
  ApolloServerPluginSchemaReportingDisabled(),
  ApolloServerPluginInlineTraceDisabled(),
  ApolloServerPluginCacheControlDisabled(),
];

/** A served subgraph; `operators` is where /metrics, /ready and /health are, absent without an `adminPort`. */
export type ServedSubgraph = HttpFront & { readonly operators: HttpFront | undefined };

/** Serves one subgraph: /graphql for the gateway's signed identity only, and on a port of its own what operators ask. */
export async function serveSubgraph<Context extends SubgraphContext>(
  options: SubgraphOptions<Context>,
): Promise<ServedSubgraph> {
  const { log, metrics } = options;
  const now = options.now ?? (() => new Date());
  const schema = buildSubgraphSchema({
    typeDefs: parse(options.typeDefs),
    resolvers: { ...scalarResolvers, ...options.resolvers } as Resolvers,
  });
  const server = new ApolloServer<Context>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: createFormatError(log),
    plugins: [
      ...(QUIET_PLUGINS as readonly ApolloServerPlugin<Context>[]),
      accessPlugin<Context>(schema),
      selectionPlugin<Context>(schema),
    ],
  });
  await server.start();
  const verify = createAssertionVerifier(options.gatewayKeys, options.name);
  const access = readAccessTable(schema);

  const identityOf = (request: Omit<HttpRequest, 'body'>, signed: string | Buffer) => {
    const identity = verify(header(request.headers[ASSERTION_HEADER]), signed);
    if (!('refused' in identity)) return { context: contextFor(request, identity.caller) };
    log.warn({ reason: identity.refused, from: request.remoteAddress }, 'caller is not the gateway');
    const message = `only the gateway is answered: ${identity.refused}`;
    return { answer: json(401, { errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] }) };
  };

  const contextFor = (request: Pick<HttpRequest, 'headers'>, caller: Caller) => (): Context => {
    const requestId = header(request.headers[REQUEST_ID_HEADER]) ?? randomUUID();
    return options.contextFor({
      caller,
      scope: scopeOf(caller),
      selection: openSelection(),
      mayRead: (coordinate) => mayRead(caller, access.get(coordinate) ?? []),
      requestId,
      traceparent: header(request.headers.traceparent),
      now,
      log: log.child({ requestId }),
    });
  };

  const graphql: Route = async (request) => {
    const stop = metrics.requestSeconds.startTimer();
    const identity = identityOf(request, request.body);
    if ('answer' in identity) {
      stop({ outcome: 'refused' });
      return identity.answer;
    }
    const answer = await executeGraphql(server, request, async () => identity.context());
    stop({ outcome: answer.status < 400 ? 'ok' : 'error' });
    return answer;
  };

  const { signed = [], routes = {} } = options.streams ?? {};
  const identified =
    (route: IdentifiedStream<Context>): StreamRoute =>
    async (request, raw) => {
      const identity = identityOf(request, requestStatement(request, signed));
      return 'answer' in identity ? identity.answer : route(request, identity.context(), raw);
    };
  const streams = Object.fromEntries(Object.entries(routes).map(([key, route]) => [key, identified(route)]));

  const { front, operators } = await startFronts(options, { graphql, ...(options.streams ? { streams } : {}) });
  log.info({ url: front.url, operators: operators?.url }, 'listening');
  return {
    ...front,
    operators,
    async stop() {
      await front.stop();
      await operators?.stop();
      await server.stop();
    },
  };
}

/** What listening needs of the options, whatever the service's context is. */
type FrontOptions = Pick<
  SubgraphOptions<SubgraphContext>,
  keyof Listening | 'log' | 'metrics' | 'readiness' | 'routes'
>;

async function startFronts(
  options: FrontOptions,
  { graphql, streams }: { readonly graphql: Route; readonly streams?: StreamRoutes },
) {
  const { host, port, reusePort = false, drainMs = 0, adminPort } = options;
  const listening = {
    host,
    reusePort,
    onProblem: (message: string, error: unknown) => options.log.error({ error }, message),
  };
  const ready = () => readiness(options.readiness);
  const front = await startHttpFront({
    ...listening,
    port,
    drainMs,
    ...(streams ? { streams } : {}),
    routes: {
      'POST /graphql': graphql,
      'GET /health': async () => json(200, { status: 'alive' }),
      // The gateway and orchestrators ask here; the reasons are for operators.
      'GET /ready': async () => withoutReasons(await ready()),
      ...options.routes,
    },
  });
  if (adminPort === undefined) return { front, operators: undefined };
  const { registry } = options.metrics;
  return { front, operators: await startOperatorFront({ ...listening, port: adminPort, registry, ready }) };
}

const header = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);
