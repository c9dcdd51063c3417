import { createHash, randomBytes } from 'node:crypto';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { EVIDENCE_REQUEST_HEADERS } from '@gridlink/contracts';
import { type IdentifiedStream, json, type SubgraphContext } from '@gridlink/subgraph-kit';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { person } from './fixture/callers.ts';
import { type Federation, startFederation } from './fixture/federation.ts';

const MEGABYTE = 1_048_576;
const LIMIT = 8 * MEGABYTE;

type Seen = {
  caller: string;
  headers: Record<string, unknown>;
  size: number;
  sha256: string;
  end: 'OPEN' | 'WHOLE' | 'CUT';
};
let seen: Seen[] = [];

/** Takes what comes as the ticket service does, and says what has come. A file named `refused` is refused before its bytes. */
const take: IdentifiedStream<SubgraphContext> = async ({ headers, content }, { caller }) => {
  if (headers['evidence-name'] === 'refused') return json(415, { errors: [{ message: 'not this' }] });
  const hash = createHash('sha256');
  const entry: Seen = { caller: caller.subject, headers: { ...headers }, size: 0, sha256: '', end: 'OPEN' };
  seen.push(entry);
  try {
    for await (const chunk of content()) {
      entry.size += (chunk as Buffer).length;
      hash.update(chunk as Buffer);
    }
  } catch {
    entry.end = 'CUT';
    return json(400, {});
  }
  entry.sha256 = hash.digest('hex');
  entry.end = 'WHOLE';
  return json(201, { size: entry.size, sha256: entry.sha256 });
};

const FILE = randomBytes(3 * MEGABYTE);

const give: IdentifiedStream<SubgraphContext> = async ({ path, headers }, _, { response }) => {
  if (path === '/evidence/absent') return json(404, { errors: [{ message: 'not there' }] });
  const part = headers.range === 'bytes=1-3';
  const bytes = part ? FILE.subarray(1, 4) : FILE;
  response.writeHead(part ? 206 : 200, {
    'content-type': 'image/jpeg',
    'content-length': bytes.length,
    'content-disposition': 'attachment',
    'set-cookie': 'never=1',
    etag: '"tag"',
  });
  response.end(bytes);
  return null;
};

let federation: Federation;
let token = '';
beforeAll(async () => {
  federation = await startFederation(
    { EVIDENCE_LIMIT: String(LIMIT), EVIDENCE_AT_ONCE_PER_CALLER: '2', CORS_ORIGINS: 'https://console.example' },
    {
      streams: {
        signed: EVIDENCE_REQUEST_HEADERS,
        routes: { 'POST /evidence': take, 'GET /evidence/*': give },
      },
    },
  );
  token = await federation.office.token(person(['GRID_WORKER']));
});
afterAll(() => federation.stop());
beforeEach(() => {
  seen = [];
});

const upload = (body: Buffer, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${federation.url}/evidence`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { authorization: `Bearer ${token}`, 'evidence-name': 'a.jpg', ...headers },
  });

/** Begins an upload by hand. */
const begin = (headers: Record<string, string | number>): ClientRequest =>
  httpRequest(`${federation.url}/evidence`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, ...headers },
  });

const answerTo = (sent: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    sent.once('response', (response) => {
      response.resume();
      resolve(response);
    });
    sent.once('error', reject);
  });

describe('a file on its way in', () => {
  it('[E08] comes through byte by byte, with its facts and whose it is', async () => {
    const digest = `sha-256=:${createHash('sha256').update(FILE).digest('base64')}:`;
    const response = await upload(FILE, { 'content-digest': digest, 'x-forged': '1', 'evidence-latitude': '34.8' });
    const sha256 = createHash('sha256').update(FILE).digest('hex');
    expect([response.status, await response.json()]).toEqual([201, { size: FILE.length, sha256 }]);
    expect(seen[0]?.caller).toBe('account-1');
    expect(seen[0]?.headers).toMatchObject({
      'content-digest': digest,
      'evidence-name': 'a.jpg',
      'evidence-latitude': '34.8',
    });
    expect(seen[0]?.headers).not.toHaveProperty('x-forged');
    expect(seen[0]?.headers).not.toHaveProperty('authorization');
  });

  it('is not taken from nobody', async () => {
    const response = await fetch(`${federation.url}/evidence`, { method: 'POST', body: 'x' });
    expect([response.status, seen]).toEqual([401, []]);
  });

  it('[T13] is handed on for whoever names a report and its query code in place of a token', async () => {
    const proof = { 'evidence-ticket': '41010520260302000001', 'evidence-query-code': 'GSMWM762' };
    const response = await fetch(`${federation.url}/evidence`, {
      method: 'POST',
      body: new Uint8Array(FILE),
      headers: { 'evidence-name': 'a.jpg', ...proof },
    });
    expect([response.status, seen[0]?.caller, seen[0]?.headers]).toMatchObject([201, 'public', proof]);
  });

  it.each([
    ['the number alone', 'POST', { 'evidence-ticket': '41010520260302000001' }],
    ['both, to read a file', 'GET', { 'evidence-ticket': '41010520260302000001', 'evidence-query-code': 'GSMWM762' }],
  ])('is not opened by %s', async (_, method, headers) => {
    const path = method === 'GET' ? '/evidence/one' : '/evidence';
    const body = method === 'GET' ? {} : { body: 'x' };
    expect((await fetch(`${federation.url}${path}`, { method, headers, ...body })).status).toBe(401);
  });

  it('is not taken with a token that is none', async () => {
    expect((await upload(FILE, { authorization: 'Bearer nonsense' })).status).toBe(401);
  });

  it('needs its length', async () => {
    const sent = begin({ 'transfer-encoding': 'chunked' });
    const answered = answerTo(sent);
    sent.end('x');
    expect((await answered).statusCode).toBe(411);
  });

  it('[E08] of a hundred megabytes is refused before it is read, and nothing of it is held', async () => {
    const before = process.memoryUsage().rss;
    const sent = begin({ 'content-length': 100 * MEGABYTE });
    const answered = answerTo(sent);
    // The client has no idea and begins to send.
    sent.write(Buffer.alloc(MEGABYTE));
    const { statusCode } = await answered;
    sent.on('error', () => undefined).destroy();
    expect([statusCode, seen]).toEqual([413, []]);
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * MEGABYTE);
  });

  it('is not sent at all by a client that asks first', async () => {
    const sent = begin({ 'content-length': 100 * MEGABYTE, expect: '100-continue' });
    let told = false;
    sent.once('continue', () => {
      told = true;
    });
    const answered = answerTo(sent);
    sent.flushHeaders();
    const { statusCode } = await answered;
    sent.on('error', () => undefined).destroy();
    expect([statusCode, told]).toEqual([413, false]);
  });

  it('is sent by a client that asks first and may', async () => {
    const sent = begin({ 'content-length': 5, 'evidence-name': 'a.jpg', expect: '100-continue' });
    sent.once('continue', () => sent.end('hello'));
    const answered = answerTo(sent);
    sent.flushHeaders();
    expect((await answered).statusCode).toBe(201);
  });

  it('[E08] that breaks off is broken off at the service too', async () => {
    const sent = begin({ 'content-length': 4 * MEGABYTE, 'evidence-name': 'cut.jpg' });
    sent.on('error', () => undefined);
    sent.write(Buffer.alloc(MEGABYTE));
    await eventually(() => (seen[0]?.size ?? 0) >= MEGABYTE);
    sent.destroy();
    await eventually(async () => (await federationIsIdle()) && seen[0]?.end === 'CUT');
    expect(seen[0]).toMatchObject({ size: MEGABYTE, end: 'CUT' });
  });

  it('brings its answer back when the service stops reading', async () => {
    expect((await upload(FILE, { 'evidence-name': 'refused' })).status).toBe(415);
  });

  it('has no more beside it than the caller’s places', async () => {
    const slow = [1, 2].map(() => {
      const sent = begin({ 'content-length': 10, 'evidence-name': 'slow.jpg' });
      const answered = answerTo(sent);
      sent.write('12345');
      return { sent, answered };
    });
    await eventually(() => seen.length === 2);
    const third = await upload(FILE);
    for (const { sent } of slow) sent.end('67890');
    const first = await Promise.all(slow.map(({ answered }) => answered));
    expect([third.status, ...first.map(({ statusCode }) => statusCode)]).toEqual([429, 201, 201]);
  });
});

/** Whether another upload gets a place: the broken one has left its own. */
const federationIsIdle = async (): Promise<boolean> => {
  const statuses = await Promise.all([1, 2].map(async () => (await upload(Buffer.from('x'))).status));
  return statuses.every((status) => status === 201);
};

describe('a file on its way out', () => {
  const download = (id: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${federation.url}/evidence/${id}`, { headers: { authorization: `Bearer ${token}`, ...headers } });

  it('comes whole, as a file and not as a page', async () => {
    const response = await download('one');
    const bytes = Buffer.from(await response.arrayBuffer());
    const { headers } = response;
    expect([response.status, bytes.equals(FILE)]).toEqual([200, true]);
    expect(
      ['content-type', 'content-disposition', 'etag', 'x-content-type-options', 'cache-control'].map((name) =>
        headers.get(name),
      ),
    ).toEqual(['image/jpeg', 'attachment', '"tag"', 'nosniff', 'no-store']);
    expect(headers.get('set-cookie')).toBeNull();
  });

  it('comes in part', async () => {
    const response = await download('one', { range: 'bytes=1-3' });
    expect([response.status, Buffer.from(await response.arrayBuffer())]).toEqual([206, FILE.subarray(1, 4)]);
  });

  it('is not given to nobody', async () => {
    expect((await fetch(`${federation.url}/evidence/one`)).status).toBe(401);
  });

  it('brings the service’s refusal', async () => {
    expect((await download('absent')).status).toBe(404);
  });

  it('may be asked for by a page that is allowed to', async () => {
    const response = await fetch(`${federation.url}/evidence/one`, {
      method: 'OPTIONS',
      headers: { origin: 'https://console.example', 'access-control-request-headers': 'range' },
    });
    expect([response.status, response.headers.get('access-control-allow-headers')]).toEqual([
      204,
      expect.stringContaining('evidence-name'),
    ]);
  });
});

it('says when the service that keeps files is away', async () => {
  const other = await startFederation({});
  await other.stopSubgraph('tickets');
  const response = await fetch(`${other.url}/evidence`, {
    method: 'POST',
    body: 'x',
    headers: { authorization: `Bearer ${await other.office.token(person(['GRID_WORKER']))}` },
  });
  await other.stop();
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
});
