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
import { withAccessShield } from './access/access-shield.ts';
import { createFormatError } from './graphql/format-error.ts';
import { scalarResolvers } from './graphql/scalars.ts';
import { executeGraphql } from './http/graphql-route.ts';
import { type HttpFront, json, type Route, startHttpFront } from './http/http-front.ts';
import { createAssertionVerifier } from './identity/assertion-verifier.ts';
import type { PublicKeySet } from './identity/public-key-set.ts';
import type { Logger } from './logging.ts';
import type { Metrics } from './metrics.ts';
import { type Scope, scopeOf } from './scope.ts';

/** What every resolver has in its context, whatever else its service adds. */
export type SubgraphContext = {
  readonly caller: Caller;
  readonly scope: Scope;
  readonly requestId: string;
  readonly traceparent: string | undefined;
  readonly now: () => Date;
  readonly log: Logger;
};

type Resolvers = NonNullable<
  Parameters<typeof buildSubgraphSchema>[0] extends infer M ? (M extends { resolvers?: infer R } ? R : never) : never
>;

export type SubgraphOptions<Context extends SubgraphContext> = {
  readonly name: SubgraphName;
  /** Whole SDL, as `typeDefinitionsIn(folder)` gives it. */
  readonly typeDefs: string;
  readonly resolvers: Resolvers;
  readonly host: string;
  readonly port: number;
  /** Public keys of the gateway; they may change while it runs. */
  readonly gatewayKeys: PublicKeySet;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Adds what the service's resolvers need: use cases and per-request loaders. */
  readonly contextFor: (base: SubgraphContext) => Context;
  /** Each throws while the service cannot do its work. */
  readonly readiness: ReadonlyArray<() => Promise<unknown>>;
  /** Further routes by `METHOD /path`. */
  readonly routes?: Readonly<Record<string, Route>>;
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

/** Serves one subgraph: /graphql for the gateway's signed identity only, /health, /ready, /metrics. */
export async function serveSubgraph<Context extends SubgraphContext>(
  options: SubgraphOptions<Context>,
): Promise<HttpFront> {
  const { log, metrics } = options;
  const now = options.now ?? (() => new Date());
  const schema = withAccessShield(
    buildSubgraphSchema({
      typeDefs: parse(options.typeDefs),
      resolvers: { ...scalarResolvers, ...options.resolvers } as Resolvers,
    }),
  );
  const server = new ApolloServer<Context>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: createFormatError(log),
    plugins: [...QUIET_PLUGINS] as ApolloServerPlugin<Context>[],
  });
  await server.start();
  const verify = createAssertionVerifier(options.gatewayKeys, options.name);

  const graphql: Route = async (request) => {
    const stop = metrics.requestSeconds.startTimer();
    const identity = verify(header(request.headers[ASSERTION_HEADER]), request.body);
    if ('refused' in identity) {
      stop({ outcome: 'refused' });
      log.warn({ reason: identity.refused, from: request.remoteAddress }, 'caller is not the gateway');
      return json(401, {
        errors: [
          { message: `only the gateway is answered: ${identity.refused}`, extensions: { code: 'UNAUTHENTICATED' } },
        ],
      });
    }
    const requestId = header(request.headers[REQUEST_ID_HEADER]) ?? randomUUID();
    const answer = await executeGraphql(server, request, async () =>
      options.contextFor({
        caller: identity.caller,
        scope: scopeOf(identity.caller),
        requestId,
        traceparent: header(request.headers.traceparent),
        now,
        log: log.child({ requestId }),
      }),
    );
    stop({ outcome: answer.status < 400 ? 'ok' : 'error' });
    return answer;
  };

  const front = await startHttpFront({
    host: options.host,
    port: options.port,
    onProblem: (message, error) => log.error({ error }, message),
    routes: {
      'POST /graphql': graphql,
      'GET /health': async () => json(200, { status: 'alive' }),
      'GET /ready': () => readiness(options.readiness),
      'GET /metrics': async () => ({
        status: 200,
        headers: { 'content-type': metrics.registry.contentType },
        body: await metrics.registry.metrics(),
      }),
      ...options.routes,
    },
  });
  log.info({ url: front.url }, 'listening');
  return {
    ...front,
    async stop() {
      await front.stop();
      await server.stop();
    },
  };
}

async function readiness(checks: ReadonlyArray<() => Promise<unknown>>) {
  const results = await Promise.allSettled(checks.map((check) => check()));
  const failed = results.filter((result) => result.status === 'rejected').map((result) => String(result.reason));
  return failed.length === 0 ? json(200, { status: 'ready' }) : json(503, { status: 'not ready', failed });
}

const header = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);
