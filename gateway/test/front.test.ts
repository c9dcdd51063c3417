import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Federation, startFederation } from './fixture/federation.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await startFederation({ CORS_ORIGINS: 'https://a.example, https://b.example' });
});
afterAll(() => federation.stop());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${federation.url}${path}`, { headers });
const QUERY = `/graphql?query=${encodeURIComponent('{ __typename }')}`;

describe('requests a page of another site could forge', () => {
  it.each<[string, () => Promise<Response>]>([
    ['a GET without a header of its own', () => get(QUERY)],
    [
      'a form',
      () =>
        fetch(`${federation.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: 'query=x',
        }),
    ],
    [
      'JSON under the name of text',
      () =>
        fetch(`${federation.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'text/plain' },
          body: '{"query":"{ __typename }"}',
        }),
    ],
  ])('are refused: %s', async (_what, send) => {
    const response = await send();
    await response.text();
    expect(response.status).toBe(400);
  });

  it('are no GET that a preflight protects', async () => {
    expect(await (await get(QUERY, { 'apollo-require-preflight': '1' })).json()).toEqual({
      data: { __typename: 'Query' },
    });
  });

  it('never change anything by GET', async () => {
    const response = await get(
      `/graphql?query=${encodeURIComponent('mutation { closeTicket(id: "a") { ticket { id } } }')}`,
      {
        'apollo-require-preflight': '1',
      },
    );
    await response.text();
    expect([response.status, federation.requestsTo('tickets')]).toEqual([405, 0]);
  });
});

describe('a client that offers another protocol', () => {
  it('is answered as if it had not: HTTP/2 as Java’s client offers it with its first request', async () => {
    const asked = request(`${federation.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        connection: 'Upgrade, HTTP2-Settings',
        upgrade: 'h2c',
        'http2-settings': 'AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
      },
    });
    asked.end('{"query":"{ __typename }"}');
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const body = (await response.toArray()).join('');
    expect([response.statusCode, body]).toEqual([200, '{"data":{"__typename":"Query"}}\n']);
  });
});

describe('pages of other origins', () => {
  it.each([
    ['https://a.example', 'https://a.example'],
    ['https://b.example', 'https://b.example'],
    ['https://evil.example', null],
  ])('%s may read: %s', async (origin, allowed) => {
    const { headers } = await federation.ask('{ __typename }', { headers: { origin } });
    expect(headers.get('access-control-allow-origin')).toBe(allowed);
  });

  it('ask first, and are told', async () => {
    const response = await fetch(`${federation.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: 'https://a.example', 'access-control-request-method': 'POST' },
    });
    expect([response.status, response.headers.get('access-control-allow-headers')]).toEqual([
      204,
      expect.stringMatching(/authorization/),
    ]);
  });
});

describe('the GraphQL page', () => {
  const page = async (path = '/graphql'): Promise<{ response: Response; text: string }> => {
    const response = await get(path, { accept: 'text/html' });
    return { response, text: await response.text() };
  };
  const EXTERNAL = /(?:src|href|action)=["'](?:https?:)?\/\//i;

  it('is given to a browser', async () => {
    const { response, text } = await page();
    expect([response.headers.get('content-type'), EXTERNAL.test(text)]).toEqual(['text/html; charset=utf-8', false]);
  });

  it('is where the bare address leads', async () => {
    const { response, text } = await page('/');
    expect([response.url.endsWith('/graphql'), /<html/.test(text)]).toEqual([true, true]);
  });

  it('lets the browser load from this server only', async () => {
    const policy = (await page()).response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).not.toMatch(/https?:/);
  });

  it('loads nothing that is not there', async () => {
    const { text } = await page();
    const references = [...text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = '']) => path);
    const { text: script } = await page('/graphql-page/page.js');
    const imports = [...script.matchAll(/from '(\/[^']+)'/g)].map(([, path = '']) => path);
    const statuses = await Promise.all(
      [...references, ...imports].map(async (path) => {
        const response = await get(path);
        await response.arrayBuffer();
        return [path, response.status];
      }),
    );
    expect(statuses.length).toBeGreaterThan(3);
    expect(statuses.filter(([, status]) => status !== 200)).toEqual([]);
  });

  it('has scripts and styles that import from nowhere else', async () => {
    const paths = [
      '/graphql-page/page.js',
      '/graphql-page/page.css',
      '/graphql-page/editor/ruru.js',
      '/graphql-page/editor/ruru.css',
    ];
    const texts = await Promise.all(paths.map(async (path) => (await page(path)).text));
    const remote = texts.flatMap((text) => [
      ...(text.match(/\bimport\s*\(?\s*["'](?:https?:)?\/\/[^"']+/g) ?? []),
      ...(text.match(/url\(["']?(?:https?:)?\/\/[^)]+/g) ?? []),
      ...(text.match(/@import[^;]*\/\/[^;]+/g) ?? []),
    ]);
    expect(remote).toEqual([]);
  });

  it.each([
    '/graphql-page/editor/../../package.json',
    '/graphql-page/editor/%2e%2e/package.json',
    '/graphql-page/nothing.js',
  ])('gives nothing but its own files: %s', async (path) => {
    expect((await page(path)).response.status).toBe(404);
  });

  it('is not there in production', async () => {
    const production = await startFederation({ NODE_ENV: 'production' });
    const response = await fetch(`${production.url}/graphql`, { headers: { accept: 'text/html' } });
    const text = await response.text();
    await production.stop();
    expect([response.status, /<html/.test(text)]).toEqual([400, false]);
  });
});

describe('an answer', () => {
  it.each([
    ['cache-control', 'no-store'],
    ['x-content-type-options', 'nosniff'],
    ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
    ['referrer-policy', 'no-referrer'],
  ])('has %s: %s', async (name, value) => {
    const response = await fetch(`${federation.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    });
    await response.text();
    expect(response.headers.get(name)).toBe(value);
  });
});

describe('what operators ask', () => {
  const ask = (path: string) => fetch(`${federation.operatorUrl}${path}`);

  it('/health says that the process is alive and whether revocations are heard', async () => {
    expect(await (await ask('/health')).json()).toMatchObject({
      status: 'alive',
      revocations: expect.stringMatching(/heard/),
    });
  });

  it.each([
    ['/health', 200],
    ['/ready', 404],
    ['/metrics', 404],
  ])('has %s answer the public with %d', async (path, status) => {
    const response = await get(path);
    await response.text();
    expect(response.status).toBe(status);
  });

  it('tells the public no more than that the process is alive', async () => {
    expect(await (await get('/health')).json()).toEqual({ status: 'alive' });
  });

  it('/ready says that subgraphs and keys are there', async () => {
    const response = await ask('/ready');
    expect([response.status, await response.json()]).toEqual([200, { status: 'ready' }]);
  });

  it('/ready says what has never been there', async () => {
    const alone = await startFederation({
      SUBGRAPH_TICKETS_URL: 'http://127.0.0.1:9/graphql',
      TOKEN_JWKS_URL: 'http://127.0.0.1:9/keys',
    });
    const response = await fetch(`${alone.operatorUrl}/ready`);
    const { failed } = (await response.json()) as { failed: string[] };
    await alone.stop();
    expect([response.status, failed.map((line) => line.split(':')[0])]).toEqual([503, ['tickets', 'keys of http']]);
  });

  it('/metrics counts requests, calls to subgraphs and refusals', async () => {
    await federation.ask('{ grid(id: "1") { name } }');
    const text = await (await ask('/metrics')).text();
    expect(text).toMatch(/^gridlink_request_seconds_count\{.*outcome="ok".*\} [1-9]/m);
    expect(text).toMatch(/^gridlink_subgraph_seconds_count\{.*subgraph="grid".*\} [1-9]/m);
    expect(text).toMatch(/^gridlink_shield_refusals_total\{.*\} 0/m);
  });
});
