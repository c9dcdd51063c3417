import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Composition, composeSupergraph } from './compose-supergraph.ts';
import { linesThatDiffer } from './line-difference.ts';
import { serviceSchemas } from './service-schemas.ts';

const GATEWAY = join(import.meta.dirname, '../..');
const SERVICES = join(GATEWAY, '../services');
const FILES: Readonly<Record<keyof Composition, string>> = {
  supergraph: join(GATEWAY, 'supergraph.graphql'),
  apiSchema: join(GATEWAY, 'schema.graphql'),
};
const SHOWN_LINES = 40;

function fail(title: string, lines: readonly string[]): never {
  console.error(title);
  for (const line of lines.slice(0, SHOWN_LINES)) console.error(`  ${line}`);
  if (lines.length > SHOWN_LINES) console.error(`  ... and ${lines.length - SHOWN_LINES} more`);
  process.exit(1);
}

function readCommitted(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function write(composed: Composition): void {
  writeFileSync(FILES.supergraph, composed.supergraph);
  writeFileSync(FILES.apiSchema, composed.apiSchema);
}

function check(composed: Composition): void {
  const differing = [
    ...linesThatDiffer(readCommitted(FILES.supergraph), composed.supergraph),
    ...linesThatDiffer(readCommitted(FILES.apiSchema), composed.apiSchema),
  ];
  if (differing.length > 0)
    fail('the committed supergraph is not what the services compose to (run "pnpm compose"):', differing);
}

const sources = serviceSchemas(SERVICES);
const result = composeSupergraph(sources);
if ('problems' in result) fail('the services do not compose:', result.problems);
if (process.argv.includes('--write')) write(result.composed);
else check(result.composed);
console.log(`composed ${sources.map(({ name }) => name).join(', ')}`);
