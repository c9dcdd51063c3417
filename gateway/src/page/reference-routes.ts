import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Route } from '@gridlink/subgraph-kit';
import { asset, schemaPage } from '../reference/schema-page/schema-page.ts';

const GATEWAY = join(import.meta.dirname, '../..');
const PATH = '/docs';
const TYPES = { 'reference.css': 'text/css; charset=utf-8', 'reference.js': 'text/javascript; charset=utf-8' } as const;
const LINKS = {
  style: `<link rel="stylesheet" href="${PATH}/reference.css">`,
  script: `<script type="module" src="${PATH}/reference.js"></script>`,
};

const fileRoute =
  (file: keyof typeof TYPES, headers: Readonly<Record<string, string>>): Route =>
  async () => ({
    status: 200,
    headers: { ...headers, 'content-type': TYPES[file], 'cache-control': 'no-cache' },
    body: asset(file),
  });

function pageRoute(headers: Readonly<Record<string, string>>): Route {
  let body: string | undefined;
  return async () => {
    const read = (file: string): string => readFileSync(join(GATEWAY, file), 'utf8');
    // Written when somebody first looks, so that a start does not wait for it.
    body ??= schemaPage({ apiSchema: read('schema.graphql'), supergraph: read('supergraph.graphql') }, LINKS);
    return {
      status: 200,
      headers: { ...headers, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
      body,
    };
  };
}

/** The reference of the schema at /docs with its style and script. `headers` go on every answer. */
export const referenceRoutes = (headers: Readonly<Record<string, string>>): Record<string, Route> => ({
  [`GET ${PATH}`]: pageRoute(headers),
  [`GET ${PATH}/reference.css`]: fileRoute('reference.css', headers),
  [`GET ${PATH}/reference.js`]: fileRoute('reference.js', headers),
});
