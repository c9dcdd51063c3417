import { join } from 'node:path';
import './telemetry-off.ts';
import { ApolloGateway } from '@apollo/gateway';
import { createLogger } from '@gridlink/subgraph-kit';
import { describe, expect, it } from '@jest/globals';
import { Kind, parse } from 'graphql';
import { composeSupergraph, type SubgraphSource } from '../../src/composition/compose-supergraph.ts';
import { serviceSchemas } from '../../src/composition/service-schemas.ts';
import { createFederatedGraph } from '../../src/execution/federated-graph.ts';
import { gridTypeDefs, ticketsTypeDefs } from '../fixture/schemas.ts';
import { type InventedOperation, inventOperation } from './invented-operations.ts';
import { inventSubgraphs } from './invented-subgraphs.ts';

const SEED = Number(process.env.SEED ?? 20_260_601);

type Result = {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly extensions?: { readonly code?: unknown };
    readonly path?: readonly unknown[];
  }[];
  readonly extensions?: Record<string, unknown>;
};
type Run = (asked: InventedOperation) => Promise<Result>;

function supergraphOf(sources: readonly SubgraphSource[]): string {
  const result = composeSupergraph(sources);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.composed.supergraph;
}

/** Apollo's executor and ours before the same subgraphs. */
async function both(sources: readonly SubgraphSource[]) {
  const ask = inventSubgraphs(sources);
  const supergraphSdl = supergraphOf(sources);
  const apollo = new ApolloGateway({
    supergraphSdl,
    logger: createLogger('test', 'silent'),
    buildService: ({ name }) => ({
      process: async ({ request: { query, variables, operationName } }) =>
        (await ask(name, JSON.stringify({ query, variables, operationName }))) as never,
    }),
  });
  const { executor: reference } = await apollo.load();
  const graph = createFederatedGraph(
    supergraphSdl,
    (name) =>
      ({ body }) =>
        ask(name, body) as never,
  );
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
    reference: runner(reference),
    ours: runner(executor as never),
    schema: apollo.schema,
    stop: () => apollo.stop(),
  };
}

const essence = ({ data, errors = [], extensions = {} }: Result): unknown => ({
  data: JSON.parse(JSON.stringify(data ?? null)) as unknown,
  codes: errors.map((error) => String(error.extensions?.code)).sort(),
  isCompletion: 'valueCompletion' in extensions,
});

describe.each<[string, () => readonly SubgraphSource[], number]>([
  [
    'a small federation',
    () => [
      { name: 'grid', typeDefs: gridTypeDefs },
      { name: 'tickets', typeDefs: ticketsTypeDefs },
    ],
    200,
  ],
  ['the whole graph', () => serviceSchemas(join(import.meta.dirname, '../../../services')), 60],
])('a compiled plan over %s', (_what, sources, count) => {
  it(`answers ${count} invented operations as Apollo's executor does (seed ${SEED})`, async () => {
    const { reference, ours, schema, stop } = await both(sources());
    if (!schema) throw new Error('no schema');
    const different: unknown[] = [];
    for (let index = 0; index < count; index++) {
      const asked = inventOperation(schema, SEED + index);
      const [expected, got] = [essence(await reference(asked)), essence(await ours(asked))];
      if (JSON.stringify(expected) !== JSON.stringify(got)) different.push({ index, asked, expected, got });
    }
    await stop();
    expect(different.slice(0, 1)).toEqual([]);
  }, 300_000);
});
