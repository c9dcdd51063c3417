import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueryPlanner } from '@apollo/query-planner';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { documentHash } from '../src/safelist/manifest.ts';
import { person } from './fixture/callers.ts';
import { type Federation, startFederation } from './fixture/federation.ts';

const GRID = 'query GridName($id: ID!) { grid(id: $id) { name } }';
const OTHER = 'query Other { grid(id: "1") { id } }';

const manifest = (...bodies: string[]): string =>
  JSON.stringify({
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: bodies.map((body) => ({
      id: documentHash(body),
      name: /query (\w+)/.exec(body)?.[1],
      type: 'query',
      body,
    })),
  });

type Answer = { status: number; data?: unknown; code: string | undefined };

let folder: string;
let federation: Federation;

const start = (settings: Record<string, string>): Promise<Federation> =>
  startFederation({ SAFELIST_PATH: folder, RELOAD_SECONDS: '3600', ...settings });

async function post(body: object, token?: string): Promise<Answer> {
  const response = await fetch(`${federation.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });
  return answerOf(response);
}

async function answerOf(response: Response): Promise<Answer> {
  const { data, errors } = (await response.json()) as {
    data?: unknown;
    errors?: { extensions?: { code?: string } }[];
  };
  return { status: response.status, data, code: errors?.[0]?.extensions?.code };
}

const byHash = (body: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: documentHash(body) } } });
const found = { status: 200, data: { grid: { name: 'grid 1' } }, code: undefined };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridlink-safelist-'));
  await writeFile(join(folder, 'console.json'), manifest(GRID));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a listed operation', () => {
  beforeAll(async () => {
    federation = await start({});
  });
  afterAll(() => federation.stop());
  const variables = { id: '1' };

  it('is asked by documentId', async () => {
    expect(await post({ documentId: `sha256:${documentHash(GRID)}`, variables })).toEqual(found);
  });

  it('is asked by Apollo’s hash', async () => {
    expect(await post({ ...byHash(GRID), variables })).toEqual(found);
  });

  it('is asked by GET', async () => {
    const search = new URLSearchParams({
      documentId: `sha256:${documentHash(GRID)}`,
      variables: JSON.stringify(variables),
    });
    const response = await fetch(`${federation.url}/graphql?${search}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(await answerOf(response)).toEqual(found);
  });

  it('is no way round the prevention of forged requests', async () => {
    const response = await fetch(`${federation.url}/graphql?documentId=sha256:${documentHash(OTHER)}`);
    expect((await answerOf(response)).status).toBe(400);
  });

  it('is planned before anybody asks it', async () => {
    const fresh = await start({});
    const plans = jest.spyOn(QueryPlanner.prototype, 'buildQueryPlan');
    const response = await fetch(`${fresh.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...byHash(GRID), variables }),
    });
    const { status } = await answerOf(response);
    const made = plans.mock.calls.length;
    plans.mockRestore();
    await fresh.stop();
    expect([status, made]).toEqual([200, 0]);
  });

  it.each<[string, object, number, string]>([
    ['documentId', { documentId: `sha256:${documentHash(OTHER)}` }, 400, 'PERSISTED_QUERY_NOT_FOUND'],
    ['hash', byHash(OTHER), 200, 'PERSISTED_QUERY_NOT_FOUND'],
    ['malformed documentId', { documentId: 'other' }, 400, 'BAD_USER_INPUT'],
    ['hash of another text', { query: OTHER, ...byHash(GRID) }, 400, 'BAD_USER_INPUT'],
  ])('is not found by an unknown %s', async (_what, body, status, code) => {
    expect(await post(body)).toMatchObject({ status, code });
  });

  it('is none because a client sent its text with its hash', async () => {
    const first = await post({ query: OTHER, ...byHash(OTHER) });
    const second = await post(byHash(OTHER));
    expect([first.status, first.code, second.code]).toEqual([200, undefined, 'PERSISTED_QUERY_NOT_FOUND']);
  });
});

describe('a safelist that is enforced', () => {
  it('holds the public to it and nobody else', async () => {
    federation = await start({ SAFELIST_MODE: 'public' });
    const token = await federation.office.token(person());
    const answers = [
      await post({ query: OTHER }),
      await post({ query: GRID, variables: { id: '1' } }),
      await post({ query: '{ __schema { queryType { name } } }' }),
      await post({ query: OTHER }, token),
    ];
    await federation.stop();
    expect(answers.map(({ status, code }) => [status, code])).toEqual([
      [403, 'FORBIDDEN'],
      [200, undefined],
      [403, 'FORBIDDEN'],
      [200, undefined],
    ]);
  });

  it('holds named clients to it', async () => {
    federation = await start({ SAFELIST_MODE: 'public', SAFELIST_CLIENTS: 'display-wall' });
    const token = await federation.office.token(person([], { subject: 'display-wall' }));
    const { status } = await post({ query: OTHER }, token);
    await federation.stop();
    expect(status).toBe(403);
  });

  it('counts what it only logs', async () => {
    federation = await start({ SAFELIST_MODE: 'log' });
    const { status } = await post({ query: OTHER });
    const metrics = await (await fetch(`${federation.operatorUrl}/metrics`)).text();
    await federation.stop();
    expect(status).toBe(200);
    expect(metrics).toMatch(/gridlink_safelist_total\{outcome="unlisted".*\} 1/);
  });
});

describe('the files of a safelist', () => {
  it('are followed; unusable ones are refused and the list in use stays', async () => {
    federation = await start({ SAFELIST_MODE: 'all' });
    const statuses: number[] = [];
    const look = async (): Promise<void> => {
      await federation.reload();
      statuses.push((await post({ query: OTHER })).status);
    };
    await look();
    await writeFile(join(folder, 'other.json'), manifest(OTHER));
    await look();
    await writeFile(join(folder, 'other.json'), '{');
    await look();
    const metrics = await (await fetch(`${federation.operatorUrl}/metrics`)).text();
    await rm(join(folder, 'other.json'));
    await look();
    await federation.stop();
    expect(statuses).toEqual([403, 200, 200, 403]);
    expect(metrics).toMatch(/gridlink_safelist_stale\{.*\} 1/);
  });
});
