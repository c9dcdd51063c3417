import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { buildManifest } from './build-manifest.ts';

const GATEWAY = join(import.meta.dirname, '../..');
const [folder = join(GATEWAY, 'operations'), file = join(folder, 'manifest.json')] = process.argv
  .slice(2)
  .filter((argument) => !argument.startsWith('--'));

function fail(title: string, lines: readonly string[]): never {
  console.error(title);
  for (const line of lines) console.error(`  ${line}`);
  process.exit(1);
}

const names = globSync('**/*.graphql', { cwd: folder }).toSorted();
const schema = buildSchema(readFileSync(join(GATEWAY, 'schema.graphql'), 'utf8'), { assumeValid: true });
const built = buildManifest(
  names.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') })),
  schema,
);
if ('problems' in built) fail('no manifest can be made of these operations:', built.problems);
const text = `${JSON.stringify(built.manifest, null, 2)}\n`;
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text)
  fail('the manifest is not that of the operations:', ['run "pnpm safelist"']);
console.log(`${built.manifest.operations.length} operations of ${names.length} files`);
