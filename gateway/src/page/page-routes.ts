import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HttpRequest, Route } from '@gridlink/subgraph-kit';
import { getStaticFile } from 'ruru/static';
import type { GatewayEnvironment } from '../environment.ts';
import { headerOf } from '../front/header.ts';
import { referenceRoutes } from './reference-routes.ts';

export type PageRoutes = {
  /** Serves the page itself; absent where the page is switched off. */
  readonly html?: Route;
  readonly assets: Readonly<Record<string, Route>>;
};

const EDITOR_PATH = '/graphql-page/editor/';
const OWN_PATH = '/graphql-page/';
const OWN_ASSETS = join(import.meta.dirname, 'assets');
const OWN_TYPES: Readonly<Record<string, string>> = {
  'page.js': 'text/javascript; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
};

/** Everything comes from this server; the editor sets styles in place and keeps its fonts and icons as data. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' } as const;
const PAGE_HEADERS = { ...HEADERS, 'content-security-policy': CONTENT_SECURITY_POLICY };

/** True for a browser that opens the address, false for a client that asks a query by GET. */
export const wantsPage = (request: HttpRequest): boolean =>
  !request.search.includes('query=') && (headerOf(request, 'accept') ?? '').includes('text/html');

/** The GraphQL page and the schema's reference with all they load, from installed packages and this folder: no internet is needed. */
export function pageRoutes({
  GRAPHQL_PAGE,
  NODE_ENV,
}: Pick<GatewayEnvironment, 'GRAPHQL_PAGE' | 'NODE_ENV'>): PageRoutes {
  const isOn = GRAPHQL_PAGE ? GRAPHQL_PAGE === 'on' : NODE_ENV !== 'production';
  return isOn
    ? { html: page(), assets: { 'GET /': toPage, ...editorRoutes(), ...ownRoutes(), ...referenceRoutes(PAGE_HEADERS) } }
    : { assets: {} };
}

/** Whoever opens the bare address means the page. */
const toPage: Route = async () => ({ status: 302, headers: { ...HEADERS, location: '/graphql' }, body: '' });

function page(): Route {
  const body = readFileSync(join(OWN_ASSETS, 'page.html'));
  const headers = {
    ...PAGE_HEADERS,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  };
  return async () => ({ status: 200, headers, body });
}

function ownRoutes(): Record<string, Route> {
  return Object.fromEntries(
    Object.entries(OWN_TYPES).map(([file, type]) => {
      const body = readFileSync(join(OWN_ASSETS, file));
      const answer = { status: 200, headers: { ...HEADERS, 'content-type': type, 'cache-control': 'no-cache' }, body };
      return [`GET ${OWN_PATH}${file}`, async () => answer];
    }),
  );
}

/** One route for each file the editor is made of: no path is ever looked up that is not one of them. */
function editorRoutes(): Record<string, Route> {
  const folder = join(dirname(fileURLToPath(import.meta.resolve('ruru/static'))), '../static');
  const files = globSync('*.{js,css,ttf}', { cwd: folder }).map((file) => basename(file));
  return Object.fromEntries(files.map((file) => [`GET ${EDITOR_PATH}${file}`, editorFile(`${EDITOR_PATH}${file}`)]));
}

const editorFile =
  (urlPath: string): Route =>
  async (request) => {
    const file = await getStaticFile({
      staticPath: EDITOR_PATH,
      urlPath,
      acceptEncoding: headerOf(request, 'accept-encoding'),
      disallowDevAssets: true,
    });
    if (!file) return { status: 404, body: '' };
    return {
      status: 200,
      headers: { ...HEADERS, ...file.headers, 'cache-control': 'max-age=86400' },
      body: file.content,
    };
  };
