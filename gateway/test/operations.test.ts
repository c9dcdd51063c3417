import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PUBLIC_CALLER } from '@gridlink/contracts';
import { mayRead, readAccessTable } from '@gridlink/subgraph-kit';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { buildManifest } from '../src/safelist/build-manifest.ts';

const GATEWAY = join(import.meta.dirname, '..');
const OPERATIONS = join(GATEWAY, 'operations');
const read = (path: string): string => readFileSync(path, 'utf8');

const built = buildManifest(
  globSync('**/*.graphql', { cwd: OPERATIONS })
    .toSorted()
    .map((name) => ({ name, text: read(join(OPERATIONS, name)) })),
  buildSchema(read(join(GATEWAY, 'schema.graphql')), { assumeValid: true }),
);
const operations = 'manifest' in built ? built.manifest.operations : [];
const namesIn = (folder: string): string[] =>
  globSync(`${folder}/*.graphql`, { cwd: OPERATIONS }).flatMap((file) =>
    [...read(join(OPERATIONS, file)).matchAll(/^(?:query|mutation) (\w+)/gm)].map(([, name]) => name ?? ''),
  );

describe('the committed operations', () => {
  it('make the committed manifest (pnpm safelist)', () => {
    expect(built).toEqual({ manifest: JSON.parse(read(join(OPERATIONS, 'manifest.json'))) });
  });

  it.each(namesIn('public'))('%s may be asked without signing in', (name) => {
    const schema = buildSchema(read(join(GATEWAY, 'supergraph.graphql')), { assumeValid: true });
    const table = readAccessTable(schema);
    const info = new TypeInfo(schema);
    const refused: string[] = [];
    const document = parse(operations.find((operation) => operation.name === name)?.body ?? '');
    visit(
      document,
      visitWithTypeInfo(info, {
        Field(node) {
          const coordinate = `${info.getParentType()?.name}.${node.name.value}`;
          if (!mayRead(PUBLIC_CALLER, table.get(coordinate) ?? [])) refused.push(coordinate);
        },
      }),
    );
    expect(refused).toEqual([]);
  });
});
