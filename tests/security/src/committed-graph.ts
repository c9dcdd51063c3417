import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AccessList, readAccessTable } from '@gridlink/subgraph-kit';
import { buildSchema, type GraphQLSchema } from 'graphql';

/** The graph as it is composed and committed, with who may read what. */
export type CommittedGraph = { readonly schema: GraphQLSchema; readonly access: ReadonlyMap<string, AccessList> };

const SUPERGRAPH = join(import.meta.dirname, '../../../gateway/supergraph.graphql');

export function committedGraph(): CommittedGraph {
  const schema = buildSchema(readFileSync(SUPERGRAPH, 'utf8'), { assumeValid: true });
  return { schema, access: readAccessTable(schema) };
}
