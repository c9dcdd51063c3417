import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ASSERTION_HEADER, PUBLIC_CALLER } from '@gridlink/contracts';
import { createAssertionSigner, createAssertionVerifier, createLogger } from '@gridlink/subgraph-kit';
import { createTestGateway, eventually } from '@gridlink/test-kit';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createSubgraphSource, type SubgraphSourceOptions } from './subgraph-source.ts';

type Reply = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const ok: Reply = (_request, response) => void response.end('{"data":{"a":1}}');
const answering =
  (status: number, body: string): Reply =>
  (_request, response) =>
    void response.writeHead(status).end(body);

/** Lines of which one is so long, and the other empty before it begins. */
const linesOf = (requests: number): SubgraphSourceOptions['lines'] => {
  const line = { requests, bytes: 1_000_000, waitMs: 2_000 };
  return { OTHERS: line, INTAKE: { ...line, requests: 0 } };
};

describe('how a subgraph is asked', () => {
  const closing: (() => Promise<unknown> | unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function open(reply: Reply, more: Partial<SubgraphSourceOptions> = {}) {
    const seen: { headers: IncomingMessage['headers']; body: string }[] = [];
    const server: Server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks).toString();
      seen.push({ headers: request.headers, body });
      reply(request, response, body);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const identity = await createTestGateway();
    const outcomes: string[] = [];
    const source = createSubgraphSource({
      name: 'tickets',
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
      sign: createAssertionSigner(identity.privateKey),
      timeoutMs: 2_000,
      responseLimitBytes: 1_000,
      connections: 4,
      lines: linesOf(4),
      patienceMs: 0,
      onCall: (_subgraph, outcome) => outcomes.push(outcome),
      onProblem: () => undefined,
      ...more,
    });
    closing.push(
      () => server.closeAllConnections(),
      () => new Promise((resolve) => server.close(resolve)),
      () => source.close(),
    );
    const left = new AbortController();
    const context = {
      caller: PUBLIC_CALLER,
      requestId: 'r1',
      trace: { traceId: 'a'.repeat(32), flags: '01' },
      signal: left.signal,
      log: createLogger('test', 'silent'),
    };
    const ask = (kind: 'query' | 'mutation' = 'query') =>
      source.ask({
        body: JSON.stringify({ query: `${kind} { a }`, variables: { v: 1 } }),
        kind,
        line: 'OTHERS',
        context,
        at: '',
      });
    return { seen, outcomes, identity, source, ask, left };
  }

  const codeOf = (asked: Promise<unknown>): Promise<unknown> =>
    Promise.resolve(asked).then(
      () => 'answered',
      (error: { extensions?: { code?: unknown } }) => error.extensions?.code,
    );

  it('with an identity that it takes and another refuses', async () => {
    const { seen, identity, ask } = await open(ok);
    await ask();
    const [{ headers, body } = { headers: {}, body: '' }] = seen;
    const assertion = String(headers[ASSERTION_HEADER]);
    expect(createAssertionVerifier(identity.keys, 'tickets')(assertion, body)).toEqual({ caller: PUBLIC_CALLER });
    expect(createAssertionVerifier(identity.keys, 'grid')(assertion, body)).toHaveProperty('refused');
  });

  it('with the request’s id and trace', async () => {
    const { seen, ask } = await open(ok);
    await ask();
    expect([seen[0]?.headers['x-request-id'], seen[0]?.headers.traceparent]).toEqual([
      'r1',
      expect.stringMatching(/^00-a{32}-[0-9a-f]{16}-01$/),
    ]);
  });

  it.each<[string, Reply]>([
    ['no JSON', answering(200, '<html>')],
    ['a list', answering(200, '[]')],
    ['an error of its server', answering(500, '{"message":"secret of the server"}')],
    [
      'that the gateway is not known',
      answering(401, '{"errors":[{"message":"no","extensions":{"code":"UNAUTHENTICATED"}}]}'),
    ],
    [
      'an error in nobody’s vocabulary',
      answering(200, '{"errors":[{"message":"secret","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}'),
    ],
    ['more than the limit', answering(200, JSON.stringify({ data: { a: 'x'.repeat(2_000) } }))],
    [
      'half an answer',
      (_request, response) =>
        void response.writeHead(200, { 'content-length': '100' }).write('{"da', () => response.destroy()),
    ],
  ])('that answers %s is taken for away', async (_what, reply) => {
    const { ask } = await open(reply);
    expect(await codeOf(ask())).toBe('UPSTREAM_UNAVAILABLE');
  });

  it('passes on errors of the graph’s own vocabulary', async () => {
    const body = '{"data":{"a":null},"errors":[{"message":"no","extensions":{"code":"NOT_FOUND"}}]}';
    const { ask } = await open(answering(200, body));
    expect(await ask()).toEqual(JSON.parse(body));
  });

  it('a second time when the connection broke on a query', async () => {
    let broken = 0;
    const { ask, outcomes } = await open((request, response, body) =>
      broken++ === 0 ? request.socket.destroy() : ok(request, response, body),
    );
    await ask();
    expect(outcomes).toEqual(['ok']);
  });

  it('never a second time for a mutation, which may have been carried out', async () => {
    const { ask, seen } = await open((request) => void request.socket.destroy());
    expect(await codeOf(ask('mutation'))).toBe('UPSTREAM_UNAVAILABLE');
    expect(seen.length).toBe(1);
  });

  it('no longer once the client has gone', async () => {
    let isDropped = false;
    const { ask, seen, left } = await open((request) => void request.socket.on('close', () => (isDropped = true)));
    const asked = codeOf(ask());
    await eventually(() => seen.length === 1);
    left.abort();
    expect(await asked).toBe('UPSTREAM_UNAVAILABLE');
    expect(await eventually(() => isDropped)).toBe(true);
  });

  const never: Reply = () => undefined;

  it('no more when as many wait as may', async () => {
    const { ask, seen, source, left } = await open(never, { connections: 1, lines: linesOf(1) });
    const asked = [codeOf(ask()), codeOf(ask())];
    await eventually(() => seen.length === 1 && source.load().waiting === 1);
    expect(await codeOf(ask())).toBe('UPSTREAM_UNAVAILABLE');
    left.abort();
    await Promise.all(asked);
    expect(source.load()).toEqual({ inFlight: 0, waiting: 0, circuit: 'CLOSED' });
  });

  it('from the queue once there is a place', async () => {
    const { ask, seen } = await open(ok, { connections: 1, lines: linesOf(20) });
    await Promise.all(Array.from({ length: 10 }, () => ask()));
    expect(seen).toHaveLength(10);
  });

  it('no more for a while when it has answered nobody in time, and again after', async () => {
    let isSlow = true;
    const { ask, source } = await open((...all) => (isSlow ? never(...all) : ok(...all)), {
      timeoutMs: 50,
      connections: 8,
    });
    await Promise.all(Array.from({ length: 5 }, () => codeOf(ask())));
    expect(source.load().circuit).toBe('OPEN');
    const refused = await ask().catch((error: { extensions: Record<string, unknown> }) => error.extensions);
    expect(refused).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryAfterSeconds: 2 });
    isSlow = false;
    expect(await eventually(async () => (await codeOf(ask())) === 'answered')).toBe(true);
  });
});
