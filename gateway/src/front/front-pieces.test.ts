import type { HttpRequest } from '@gridlink/subgraph-kit';
import { describe, expect, it } from '@jest/globals';
import { clientAddress } from './client-address.ts';
import { corsHeaders } from './cors.ts';
import { readinessRoute } from './readiness.ts';
import { requestIdOf } from './request-id.ts';

const request = (headers: HttpRequest['headers']): HttpRequest => ({
  method: 'POST',
  path: '/graphql',
  search: '',
  headers,
  body: Buffer.alloc(0),
  remoteAddress: '10.0.0.9',
});
const RAW = {} as Parameters<ReturnType<typeof readinessRoute>>[1];

describe('the address of a client', () => {
  it.each([
    [0, '1.1.1.1', '10.0.0.9'],
    [1, '1.1.1.1, 2.2.2.2', '2.2.2.2'],
    [2, '9.9.9.9, 1.1.1.1, 2.2.2.2', '1.1.1.1'],
    [2, '1.1.1.1', '10.0.0.9'],
  ])('behind %d proxies that say %s is %s', (proxies, forwarded, address) => {
    expect(clientAddress(request({ 'x-forwarded-for': forwarded }), proxies)).toBe(address);
  });
});

describe('callers without a token', () => {
  const from = (remoteAddress: string): string => clientAddress({ ...request({}), remoteAddress }, 0);

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['no address', 'no address'],
  ])('at %s are told apart by %s', (address, key) => {
    expect(from(address)).toBe(key);
  });
});

describe('the headers for other origins', () => {
  it.each([
    ['https://a.example', ['https://a.example'], 'https://a.example'],
    ['https://b.example', ['https://a.example'], undefined],
    ['https://a.example.evil', ['https://a.example'], undefined],
    ['null', ['https://a.example'], undefined],
    ['https://b.example', ['*'], '*'],
    ['https://a.example', [], undefined],
  ])('%s where %j may ask: %s', (origin, allowed, expected) => {
    expect(corsHeaders(request({ origin }), allowed)['access-control-allow-origin']).toBe(expected);
  });

  it('never let a browser send credentials', () => {
    expect(corsHeaders(request({ origin: 'https://a.example' }), ['*'])).not.toHaveProperty(
      'access-control-allow-credentials',
    );
  });
});

describe('the id of a request', () => {
  it('is the client’s own where it is plain', () => {
    expect(requestIdOf('abc-1.2:3')).toBe('abc-1.2:3');
  });

  it.each([undefined, '', 'a b', 'x'.repeat(65), 'a\nb', '中文'])('is a new one for %j', (given) => {
    expect(requestIdOf(given)).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('readiness', () => {
  const away = { name: 'tickets', ping: async () => Promise.reject(new Error('refused')) };

  it('is not given while something was never there', async () => {
    expect((await readinessRoute(() => [away])(request({}), RAW))?.status).toBe(503);
  });

  it('stays when something goes away later, and names it', async () => {
    let isThere = true;
    const ping = async () => (isThere ? undefined : Promise.reject(new Error('refused')));
    const route = readinessRoute(() => [{ name: 'tickets', ping }]);
    await route(request({}), RAW);
    isThere = false;
    const answer = await route(request({}), RAW);
    expect([answer?.status, JSON.parse(String(answer?.body))]).toEqual([
      200,
      { status: 'degraded', failed: ['tickets: Error: refused'] },
    ]);
  });
});
