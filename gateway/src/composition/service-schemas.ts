import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { SUBGRAPHS } from '@gridlink/contracts';
import { typeDefinitionsIn } from '@gridlink/subgraph-kit';
import type { SubgraphSource } from './compose-supergraph.ts';

/** The schema of every service below `services/`, as its own process serves it. A folder without a schema is no subgraph. */
export function serviceSchemas(services: string): SubgraphSource[] {
  return SUBGRAPHS.map((name) => ({ name, folder: join(services, name, 'src') }))
    .filter(({ folder }) => existsSync(folder) && globSync('**/*.graphql', { cwd: folder }).length > 0)
    .map(({ name, folder }) => ({ name, typeDefs: typeDefinitionsIn(folder) }));
}
