import { operationFromDocument, type Schema } from '@apollo/federation-internals';
import type { ApolloGateway } from '@apollo/gateway';
import type { QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';

/** How the graph's operations are spread over its subgraphs. */
export type Planner = {
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** The same with what only subgraphs and planner see. */
  readonly schema: GraphQLSchema;
  plan(document: DocumentNode, operationName: string | undefined): QueryPlan;
};

/** What a loaded ApolloGateway keeps to itself: its own executor plans with these for every request. */
type Inside = { readonly queryPlanner?: QueryPlanner; readonly apiSchema?: Schema };

/** The planner of a loaded gateway. @throws Error when it is not loaded, or is of a version that keeps it elsewhere */
export function plannerOf(gateway: ApolloGateway): Planner {
  const { queryPlanner: planner, apiSchema: api } = gateway as unknown as Inside;
  if (!planner || !api || !gateway.schema) throw new Error('this ApolloGateway shows no planner');
  return {
    apiSchema: gateway.schema,
    schema: planner.supergraph.schema.toGraphQLJSSchema(),
    plan(document, operationName) {
      const options = operationName === undefined ? {} : { operationName };
      return planner.buildQueryPlan(operationFromDocument(api, document, options));
    },
  };
}
