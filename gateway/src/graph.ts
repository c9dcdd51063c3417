import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { type Logger, QUIET_PLUGINS, readAccessTable } from '@gridlink/subgraph-kit';
import { buildASTSchema, type GraphQLSchema, parse } from 'graphql';
import type { GatewayContext } from './context.ts';
import type { GatewayEnvironment } from './environment.ts';
import { createFederatedGraph } from './execution/federated-graph.ts';
import { maskErrors } from './front/mask-errors.ts';
import { selectedOperationPlugin } from './front/selected-operation-plugin.ts';
import { unavailablePlugin } from './front/unavailable-plugin.ts';
import { limitsPlugin } from './limits/limits-plugin.ts';
import { introspectionPlugin } from './live/introspection-plugin.ts';
import { withLive } from './live/live-type-defs.ts';
import type { GatewayMetrics } from './metrics.ts';
import { createOperationShield, type OperationShield } from './shield/operation-shield.ts';
import { rulesFromAccess } from './shield/rule-tree.ts';
import { shieldPlugin } from './shield/shield-plugin.ts';
import type { SubgraphSource } from './upstream/subgraph-source.ts';
import { sourceNamed } from './upstream/subgraph-sources.ts';
import type { RecentOperations } from './warm-up/recent-operations.ts';
import { createWarmUp, type KnownOperation } from './warm-up/warm-up.ts';

export type GraphDeps = {
  readonly supergraph: string;
  readonly sources: readonly SubgraphSource[];
  readonly log: Logger;
  readonly metrics: GatewayMetrics;
  readonly shields: boolean;
  readonly recent: RecentOperations;
};

export type Graph = {
  readonly server: ApolloServer<GatewayContext>;
  /** All that may be asked, subscriptions included, which the server itself does not know. */
  readonly schema: GraphQLSchema;
  readonly shield: OperationShield;
  /** The subgraphs its supergraph is made of. */
  readonly subgraphs: readonly SubgraphSource[];
  /** Makes the plans of operations that will be asked; resolves to those the graph refuses. */
  warm(operations: readonly KnownOperation[]): Promise<readonly KnownOperation[]>;
  stop(): Promise<void>;
};

export const isProduction = ({ NODE_ENV }: Pick<GatewayEnvironment, 'NODE_ENV'>): boolean => NODE_ENV === 'production';

/** The federated graph behind its fences: limits, then roles, then the plan. */
export async function createGraph(environment: GatewayEnvironment, deps: GraphDeps): Promise<Graph> {
  const { supergraph, sources, log, metrics } = deps;
  const production = isProduction(environment);
  const withRules = buildASTSchema(withLive(parse(supergraph)), { assumeValid: true });
  const federated = await createFederatedGraph(supergraph, { askOf: (name) => sourceNamed(sources, name).ask, log });
  const shield = createOperationShield(withRules, rulesFromAccess(readAccessTable(withRules)));
  const warmUp = createWarmUp(federated.prepare, log);
  const server = new ApolloServer<GatewayContext>({
    gateway: federated.gateway,
    nodeEnv: environment.NODE_ENV ?? 'development',
    introspection: environment.INTROSPECTION ? environment.INTROSPECTION === 'on' : !production,
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    // Anybody could fill such a store; which documents are known in advance is decided at deployment, not by whoever asks.
    persistedQueries: false,
    parseOptions: { maxTokens: environment.MAX_TOKENS },
    formatError: maskErrors(log),
    logger: log,
    plugins: [
      ...(QUIET_PLUGINS as readonly ApolloServerPlugin<GatewayContext>[]),
      selectedOperationPlugin(),
      limitsPlugin({
        depth: environment.MAX_DEPTH,
        aliases: environment.MAX_ALIASES,
        directives: environment.MAX_DIRECTIVES,
        rootFields: environment.MAX_ROOT_FIELDS,
        cost: environment.MAX_COST,
      }),
      ...(deps.shields ? [shieldPlugin(shield, () => metrics.shieldRefusals.inc())] : []),
      unavailablePlugin(),
      introspectionPlugin(),
      warmUp.plugin,
      deps.recent.plugin,
    ],
  });
  await server.start();
  return {
    server,
    schema: withRules,
    shield,
    subgraphs: federated.subgraphs.map((name) => sourceNamed(sources, name)),
    warm: (operations) => warmUp.warm(server, operations),
    stop: () => server.stop(),
  };
}
