import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { type DocumentNode, getOperationAST, getVariableValues } from 'graphql';
import { createBoundedCache } from '../cache/bounded-cache.ts';
import type { GatewayContext } from '../context.ts';
import { readOwnScalars } from '../limits/scalar-values.ts';
import { type CompiledOperation, compileOperation } from './compiled-operation.ts';
import { createPlanner } from './planner.ts';
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
  /** What Apollo Server takes for a gateway. */
  readonly gateway: Gateway;
  readonly subgraphs: readonly string[];
  /** Plans and compiles an operation before anybody asks for it. */
  prepare(asked: PlannedDocument): Promise<void>;
};

/** Executes operations over the subgraphs of a supergraph: planned by Apollo's planner, carried out by compiled plans. @throws Error for a supergraph that is none */
export function createFederatedGraph(supergraphSdl: string, askOf: AskOf): FederatedGraph {
  const planner = createPlanner(supergraphSdl);
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
    subgraphs: planner.subgraphs,
    async prepare(asked) {
      compiledOf(asked);
    },
    gateway: {
      load: async () => ({ executor }),
      onSchemaLoadOrUpdate(listener) {
        listener({ apiSchema: planner.apiSchema, coreSupergraphSdl: supergraphSdl });
        return () => {};
      },
      async stop() {},
    },
  };
}
