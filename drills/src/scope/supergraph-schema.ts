import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAccessTable } from '@gridlink/subgraph-kit';
import { buildSchema } from 'graphql';
import type { SubgraphSchema } from './subgraph-schema.ts';

const SUPERGRAPH = join(import.meta.dirname, '../../../gateway/supergraph.graphql');

/** The whole graph as the gateway serves it; it resolves no entities for clients. */
export function readSupergraph(url: string): Omit<SubgraphSchema, 'name'> & { readonly name: 'gateway' } {
  const sdl = readFileSync(SUPERGRAPH, 'utf8');
  const schema = buildSchema(sdl, { assumeValid: true });
  return { name: 'gateway', url, schema, access: readAccessTable(schema), entities: [] };
}
