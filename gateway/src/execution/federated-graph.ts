import './telemetry-off.ts';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { Logger } from '@gridlink/subgraph-kit';
import { type DocumentNode, getOperationAST, getVariableValues } from 'graphql';
import { createBoundedCache } from '../cache/bounded-cache.ts';
import type { GatewayContext } from '../context.ts';
import { readOwnScalars } from '../limits/scalar-values.ts';
import { type CompiledOperation, compileOperation } from './compiled-operation.ts';
import { type Planner, plannerOf } from './planner.ts';
import type { AskOf } from './run.ts';

type Gateway = ApolloServerOptionsWithGateway<GatewayContext>['gateway'];
type Executor = Awaited<ReturnType<Gateway['load']>>['executor'];

/** Operations kept planned and compiled; as many documents as Apollo Server keeps parsed are about as large. */
const KEPT_OPERATIONS = 1_000;

/** An operation of a document that Apollo Server has let pass. */
export type PlannedDocument = {
  readonly document: DocumentNode;
  readonly queryHash: string;
  readonly operationName: string | undefined;
};

export type FederatedGraph = {
  /** What Apollo Server is given: an ApolloGateway whose plans are carried out by compiled ones. */
  readonly gateway: Gateway;
  readonly subgraphs: readonly string[];
  /** Plans and compiles an operation before anybody asks for it. */
  prepare(asked: PlannedDocument): Promise<void>;
  /** The gateway's own way of carrying out a plan, over the same sources: what ours is held against. */
  readonly reference: Executor;
};

export type FederationDeps = { readonly askOf: AskOf; readonly log: Logger };

/** The same sources for a plan that ApolloGateway carries out itself. */
function dataSource(askOf: AskOf, name: string): GraphQLDataSource {
  const ask = askOf(name);
  return {
    async process({ request, context, ...call }) {
      const { query = '', variables, operationName } = request;
      const path = 'pathInIncomingRequest' in call ? (call.pathInIncomingRequest ?? []) : [];
      return (await ask({
        body: JSON.stringify({ query, variables, operationName }),
        kind: query.startsWith('mutation') ? 'mutation' : 'query',
        line: 'OTHERS',
        context: context as GatewayContext,
        at: path.map(String).join('.'),
      })) as Awaited<ReturnType<GraphQLDataSource['process']>>;
    },
  };
}

/** Executes operations over the subgraphs of a supergraph: loaded and planned by ApolloGateway, carried out by compiled plans. @throws Error for a supergraph that is none */
export async function createFederatedGraph(
  supergraphSdl: string,
  { askOf, log }: FederationDeps,
): Promise<FederatedGraph> {
  const subgraphs: string[] = [];
  const apollo = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name }) => {
      subgraphs.push(name);
      return dataSource(askOf, name);
    },
    __exposeQueryPlanExperimental: false,
    logger: log.child({}, { level: 'warn' }),
  });
  const { executor: reference } = await apollo.load();
  const planner: Planner = plannerOf(apollo);
  readOwnScalars(planner.apiSchema);
  const compiled = createBoundedCache<string, CompiledOperation>(KEPT_OPERATIONS);

  const compiledOf = ({ document, queryHash, operationName }: PlannedDocument): CompiledOperation => {
    const key = operationName === undefined ? queryHash : `${queryHash} ${operationName}`;
    const known = compiled.get(key);
    if (known) return known;
    const operation = getOperationAST(document, operationName);
    if (!operation) throw new Error('the document has no such operation');
    const made = compileOperation({ planner, askOf }, { document, operation, operationName });
    compiled.set(key, made);
    return made;
  };

  const executor: Executor = async ({ request, document, operation, queryHash, context }) => {
    const variables = request.variables ?? {};
    const { errors } = getVariableValues(planner.apiSchema, operation.variableDefinitions ?? [], variables);
    if (errors) return { errors };
    const run = compiledOf({ document, queryHash, operationName: request.operationName ?? undefined });
    return run(variables, context as GatewayContext);
  };

  return {
    subgraphs,
    reference,
    async prepare(asked) {
      compiledOf(asked);
    },
    gateway: {
      load: async () => ({ executor }),
      onSchemaLoadOrUpdate(listener) {
        listener({ apiSchema: planner.apiSchema, coreSupergraphSdl: supergraphSdl });
        return () => {};
      },
      stop: () => apollo.stop(),
    },
  };
}
