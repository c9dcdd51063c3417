import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Federation, startFederation } from '../fixture/federation.ts';
import { corpus, type Hostile } from './corpus.ts';

/** Wide enough for a loaded machine: what it is there to catch ran for minutes. */
const BOUND_MS = 15_000;
const CODES = new Set([
  'BAD_USER_INPUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

type Refusal = { readonly errors?: readonly { message: string; extensions?: { code?: string } }[] };

describe('a request of ill will', () => {
  let federation: Federation;
  beforeAll(async () => {
    federation = await startFederation();
  });
  afterAll(() => federation.stop());

  const send = async ({ body, query, variables, operationName, headers }: Hostile) => {
    const startedAt = performance.now();
    const response = await fetch(`${federation.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: body ?? JSON.stringify({ query, variables, operationName }),
    });
    const text = await response.text();
    return { status: response.status, text, tookMs: performance.now() - startedAt };
  };
  const askedSoFar = (): number => federation.requestsTo('grid') + federation.requestsTo('tickets');

  it.each(corpus.map((hostile) => [hostile.what, hostile] as const))(
    'is refused in bounded time and says why: %s',
    async (_what, hostile) => {
      const before = askedSoFar();
      const { status, text, tookMs } = await send(hostile);
      const [error] = (JSON.parse(text) as Refusal).errors ?? [];
      expect([status, error?.message]).toEqual([hostile.status ?? 400, expect.stringMatching(hostile.says)]);
      expect(CODES).toContain(error?.extensions?.code);
      expect(text).not.toMatch(/at \w+ \(|node_modules|stacktrace/);
      expect(tookMs).toBeLessThan(BOUND_MS);
      expect(askedSoFar()).toBe(before);
    },
    30_000,
  );

  it('leaves the gateway as it was', async () => {
    const { status, data } = await federation.ask('{ grid(id: "1") { name } }');
    expect([status, data]).toEqual([200, { grid: { name: 'grid 1' } }]);
  });

  it('is one of at least fifty', () => {
    expect(new Set(corpus.map(({ what }) => what)).size).toBeGreaterThanOrEqual(50);
  });
});
