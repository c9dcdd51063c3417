import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHARED_TYPE_DEFINITIONS } from './shared-type-definitions.ts';

/** A subgraph's whole SDL: what all share, then every .graphql file below the folder, in the order of their paths. */
export function typeDefinitionsIn(folder: string): string {
  const files = globSync('**/*.graphql', { cwd: folder }).sort();
  return [SHARED_TYPE_DEFINITIONS, ...files.map((file) => readFileSync(join(folder, file), 'utf8'))].join('\n');
}
