import { createLogger } from '@gridlink/subgraph-kit';
import { type GraphQLSchema, Kind, parse } from 'graphql';
import { composeSupergraph, type SubgraphSource } from '../../src/composition/compose-supergraph.ts';
import { createFederatedGraph } from '../../src/execution/federated-graph.ts';
import type { AskOf } from '../../src/execution/run.ts';
import { inventSubgraphs } from './invented-subgraphs.ts';

export type Result = {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly extensions?: { readonly code?: unknown };
    readonly path?: readonly unknown[];
  }[];
  readonly extensions?: Record<string, unknown>;
};
type Asked = { readonly query: string; readonly variables: Readonly<Record<string, unknown>> };
type Run = (asked: Asked) => Promise<Result>;

function supergraphOf(sources: readonly SubgraphSource[]): string {
  const result = composeSupergraph(sources);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.composed.supergraph;
}

/** Apollo's executor and ours before the same subgraphs. */
export async function bothExecutors(sources: readonly SubgraphSource[]) {
  const ask = inventSubgraphs(sources);
  const supergraphSdl = supergraphOf(sources);
  const bodies: string[] = [];
  const answer: AskOf =
    (name) =>
    ({ body }) =>
      ask(name, body) as never;
  const graph = await createFederatedGraph(supergraphSdl, {
    log: createLogger('test', 'silent'),
    askOf: (name) => (question) => {
      bodies.push(question.body);
      return answer(name)(question);
    },
  });
  let schema: GraphQLSchema | undefined;
  graph.gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema;
  });
  const { executor } = await graph.gateway.load({ apollo: {} } as never);
  const runner =
    (execute: (context: never) => Promise<unknown>): Run =>
    async ({ query, variables }) => {
      const document = parse(query);
      const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
      const request = { query, variables };
      return (await execute({
        request,
        document,
        operation,
        queryHash: query,
        context: {},
        metrics: {},
      } as never)) as Result;
    };
  return {
    reference: async (asked: Asked) => {
      const before = bodies.length;
      const result = await runner(graph.reference as never)(asked);
      // Only what ours asks is counted.
      bodies.length = before;
      return result;
    },
    ours: runner(executor as never),
    /** What ours has asked of subgraphs. */
    bodies,
    schema,
    stop: () => graph.gateway.stop(),
  };
}
