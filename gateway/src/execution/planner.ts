import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';

/** How the graph's operations are spread over its subgraphs. */
export type Planner = {
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** The same with what only subgraphs and planner see. */
  readonly schema: GraphQLSchema;
  readonly subgraphs: readonly string[];
  plan(document: DocumentNode, operationName: string | undefined): QueryPlan;
};

/** Apollo's planner over a supergraph. @throws Error when the supergraph is none */
export function createPlanner(supergraphSdl: string): Planner {
  const supergraph = Supergraph.build(supergraphSdl);
  const api = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph);
  return {
    apiSchema: api.toGraphQLJSSchema(),
    schema: supergraph.schema.toGraphQLJSSchema(),
    subgraphs: [...supergraph.subgraphsMetadata()].map(({ name }) => name),
    plan(document, operationName) {
      const options = operationName === undefined ? {} : { operationName };
      return planner.buildQueryPlan(operationFromDocument(api, document, options));
    },
  };
}
