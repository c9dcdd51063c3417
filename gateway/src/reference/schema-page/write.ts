import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER, writeDocuments } from '../document.ts';
import { asset, schemaPage } from './schema-page.ts';

/** `pnpm docs:schema`: the schema as one file to open without a server; it is not committed. */
const read = (file: string): string => readFileSync(join(PROJECT_FOLDER, 'gateway', file), 'utf8');
const options = {
  style: `<style>${asset('reference.css')}</style>`,
  script: `<script>${asset('reference.js')}</script>`,
};
const text = schemaPage({ apiSchema: read('schema.graphql'), supergraph: read('supergraph.graphql') }, options);
writeDocuments([{ path: 'docs/schema.html', text }]);
