import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCallUrl } from './call-url.ts';
import { type AllowedTargets, urlProblem } from './check-url.ts';
import { isPublicAddress } from './public-address.ts';

const STRICT: AllowedTargets = { plainHttp: false, privateAddresses: false };

describe('[E12] what may be called', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    '2001:db8::1',
  ])('%s is no public address', (ip) => {
    expect(isPublicAddress(ip)).toBe(false);
  });

  it.each(['1.1.1.1', '172.32.0.1', '223.5.5.5', '2400:3200::1', '2606:4700::1111'])('%s is one', (ip) => {
    expect(isPublicAddress(ip)).toBe(true);
  });

  it.each([
    ['https://example.cn/hook', null],
    ['https://example.cn:8443/hook?a=1', null],
    ['http://example.cn/hook', 'URL_NOT_HTTPS'],
    ['ftp://example.cn/hook', 'URL_NOT_HTTPS'],
    ['javascript:alert(1)', 'URL_NOT_HTTPS'],
    ['example.cn/hook', 'URL_INVALID'],
    ['https://example.cn/hook#part', 'URL_INVALID'],
    ['https://user:word@example.cn/', 'URL_WITH_CREDENTIALS'],
    ['https://localhost/', 'URL_PRIVATE'],
    ['https://db.internal/', 'URL_PRIVATE'],
    ['https://127.0.0.1/', 'URL_PRIVATE'],
    ['https://2130706433/', 'URL_PRIVATE'],
    ['https://0x7f.1/', 'URL_PRIVATE'],
    ['https://[::1]/', 'URL_PRIVATE'],
    ['https://[::ffff:127.0.0.1]/', 'URL_PRIVATE'],
    ['https://169.254.169.254/latest/meta-data', 'URL_PRIVATE'],
    [`https://example.cn/${'a'.repeat(500)}`, 'URL_TOO_LONG'],
  ])('%s: %s', (url, problem) => {
    expect(urlProblem(url, STRICT)).toBe(problem);
  });

  it('is more where an installation says so', () => {
    expect(urlProblem('http://10.0.0.8/hook', { plainHttp: true, privateAddresses: true })).toBeNull();
    expect(urlProblem('http://10.0.0.8/hook', { plainHttp: false, privateAddresses: true })).toBe('URL_NOT_HTTPS');
  });
});

describe('[E12] a call', () => {
  let server: Server;
  let port: number;
  const heard: { url: string | undefined; method: string | undefined; type: string | undefined; body: string }[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        heard.push({ url: request.url, method: request.method, type: request.headers['content-type'], body });
        if (request.url === '/silent') return;
        if (request.url === '/moved') response.setHeader('location', '/ok');
        response.statusCode = Number(request.url?.slice(1)) || (request.url === '/moved' ? 302 : 204);
        response.end('whatever');
      });
    });
    await new Promise<void>((done) => server.listen(0, done));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const open = createCallUrl({ plainHttp: true, privateAddresses: true });
  const call = (path: string, by = open, host = '127.0.0.1', timeoutMs = 30_000) =>
    by({ url: `http://${host}:${port}${path}`, headers: { 'webhook-id': 'msg_1' }, body: '{"a":1}', timeoutMs });

  it('posts the body as it is', async () => {
    expect(await call('/ok')).toEqual({ kind: 'DELIVERED', status: 204 });
    expect(heard.at(-1)).toEqual({ url: '/ok', method: 'POST', type: 'application/json', body: '{"a":1}' });
  });

  it.each([
    ['/500', 'TRY_AGAIN', 500],
    ['/404', 'TRY_AGAIN', 404],
    ['/410', 'GIVE_UP', 410],
    ['/moved', 'TRY_AGAIN', 302],
  ])('answered by %s is %s', async (path, kind, status) => {
    expect(await call(path)).toMatchObject({ kind, status });
    expect(heard.at(-1)?.url).toBe(path);
  });

  it('is ended when nobody answers', async () => {
    expect(await call('/silent', open, '127.0.0.1', 200)).toMatchObject({ kind: 'TRY_AGAIN', status: null });
  });

  it('of a port where nobody listens fails', async () => {
    const outcome = await open({ url: 'http://127.0.0.1:1/', headers: {}, body: '', timeoutMs: 30_000 });
    expect(outcome).toMatchObject({ kind: 'TRY_AGAIN', problem: expect.stringContaining('ECONNREFUSED') });
  });

  it('of a name that stands for a private address never leaves', async () => {
    const before = heard.length;
    const outcome = await call('/ok', createCallUrl({ plainHttp: true, privateAddresses: false }), hostname());
    expect(outcome).toMatchObject({ kind: 'TRY_AGAIN', status: null, problem: expect.stringContaining('private') });
    expect(heard.length).toBe(before);
  });
});
