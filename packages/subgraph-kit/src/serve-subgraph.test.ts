import { ASSERTION_HEADER, type Caller, PUBLIC_CALLER } from '@gridlink/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { SHARED_TYPE_DEFINITIONS } from './graphql/shared-type-definitions.ts';
import { type AssertionSigner, createAssertionSigner } from './identity/assertion-signer.ts';
import { createLogger } from './logging.ts';
import { createMetrics } from './metrics.ts';
import { type ServedSubgraph, serveSubgraph } from './serve-subgraph.ts';

const typeDefs = `${SHARED_TYPE_DEFINITIONS}
  type Query {
    open: String @access(to: ["ANYONE"])
    desk: String @access(to: ["TOWN_OPERATOR"])
    broken: String @access(to: ["ANYONE"])
    away: String @access(to: ["ANYONE"])
    thing: Thing @access(to: ["ANYONE"])
  }
  type Thing @key(fields: "id") @access(to: ["SIGNED_IN"]) {
    id: ID! @access(to: ["ANYONE"])
    secret: String @access(to: ["AUDITOR"])
    plain: String
  }
`;

const resolvers = {
  Query: {
    open: () => 'open',
    desk: () => 'desk',
    broken: () => {
      throw new Error('password of the database is hunter2');
    },
    away: () => {
      throw Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:27017'), { name: 'MongoNetworkError' });
    },
    thing: () => ({ id: '1', secret: 's', plain: 'p' }),
  },
  Thing: { __resolveReference: ({ id }: { id: string }) => ({ id, secret: 's', plain: 'p' }) },
};

const operator: Caller = {
  subject: 'a',
  kind: 'PERSON',
  roles: ['TOWN_OPERATOR'],
  jurisdiction: 'somewhere',
  division: '410105001000',
};

describe('a subgraph', () => {
  let front: ServedSubgraph;
  let sign: AssertionSigner;
  let otherSign: AssertionSigner;

  beforeAll(async () => {
    const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const other = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const privateKey: JWK = { ...(await exportJWK(pair.privateKey)), kid: 'k' };
    sign = await createAssertionSigner(privateKey);
    otherSign = await createAssertionSigner({ ...(await exportJWK(other.privateKey)), kid: 'k' });
    front = await serveSubgraph({
      name: 'grid',
      typeDefs,
      resolvers,
      host: '127.0.0.1',
      port: 0,
      adminPort: 0,
      gatewayKeys: { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k' }] },
      log: createLogger('test', 'silent'),
      metrics: createMetrics('test'),
      contextFor: (base) => base,
      readiness: [{ name: 'database', ping: async () => {} }],
    });
  });
  afterAll(() => front.stop());

  const post = async (body: string, assertion?: string) => {
    const response = await fetch(`${front.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(assertion ? { [ASSERTION_HEADER]: assertion } : {}) },
      body,
    });
    return {
      status: response.status,
      answer: (await response.json()) as {
        data?: Record<string, unknown>;
        errors?: { message: string; extensions: { code: string } }[];
      },
    };
  };
  const ask = async (query: string, caller: Caller = PUBLIC_CALLER, variables = {}) => {
    const body = JSON.stringify({ query, variables });
    return (await post(body, await sign({ audience: 'grid', caller, body }))).answer;
  };

  it('answers the gateway', async () => {
    expect(await ask('{ open }')).toEqual({ data: { open: 'open' } });
  });

  it.each(['{ open }', '{ _service { sdl } }', '{ _entities(representations: []) { __typename } }'])(
    'refuses %s from a caller without the gateway identity',
    async (query) => {
      expect((await post(JSON.stringify({ query }))).status).toBe(401);
    },
  );

  it('refuses an assertion for another subgraph', async () => {
    const body = JSON.stringify({ query: '{ open }' });
    expect((await post(body, await sign({ audience: 'tickets', caller: operator, body }))).status).toBe(401);
  });

  it('refuses an assertion signed by another key', async () => {
    const body = JSON.stringify({ query: '{ open }' });
    expect((await post(body, await otherSign({ audience: 'grid', caller: operator, body }))).status).toBe(401);
  });

  it('refuses an assertion whose body was changed', async () => {
    const assertion = await sign({ audience: 'grid', caller: operator, body: JSON.stringify({ query: '{ open }' }) });
    expect((await post(JSON.stringify({ query: '{ desk }' }), assertion)).status).toBe(401);
  });

  it('refuses an assertion that was used before', async () => {
    const body = JSON.stringify({ query: '{ open }' });
    const assertion = await sign({ audience: 'grid', caller: operator, body });
    expect((await post(body, assertion)).status).toBe(200);
    expect((await post(body, assertion)).status).toBe(401);
  });

  it('shuts a field to a role that is not named', async () => {
    expect((await ask('{ desk }')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await ask('{ desk }', operator)).data).toEqual({ desk: 'desk' });
  });

  it.each([
    [
      'in a fragment on an entity',
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Thing { plain secret } } }',
    ],
    [
      'in a named fragment',
      'query ($r: [_Any!]!) { _entities(representations: $r) { ...T } } fragment T on Thing { secret }',
    ],
    ['under an alias', 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Thing { plain: secret } } }'],
  ])('refuses the whole of an operation that asks for a shut field %s', async (_how, query) => {
    const answer = await ask(query, operator, { r: [{ __typename: 'Thing', id: '1' }] });
    expect([answer.data, answer.errors?.[0]?.extensions.code]).toEqual([undefined, 'FORBIDDEN']);
  });

  it('answers what is open below _entities', async () => {
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Thing { plain } } }';
    const answer = await ask(query, operator, { r: [{ __typename: 'Thing', id: '1' }] });
    expect(answer.data).toEqual({ _entities: [{ plain: 'p' }] });
  });

  it('masks what went wrong inside and gives a reference', async () => {
    const answer = await ask('{ broken }');
    expect(answer.errors?.[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  it('says that the database is away, and not where it is', async () => {
    const answer = await ask('{ away }');
    expect(answer.errors?.[0]?.extensions.code).toBe('UPSTREAM_UNAVAILABLE');
    expect(JSON.stringify(answer)).not.toContain('10.1.2.3');
  });

  it('says that a body is no JSON', async () => {
    const body = '{';
    expect((await post(body, await sign({ audience: 'grid', caller: operator, body }))).status).toBe(400);
  });

  it('refuses a body over the limit', async () => {
    expect((await post('x'.repeat(1_100_000))).status).toBe(413);
  });

  it('does not start while a field has no rule', async () => {
    const open = `${SHARED_TYPE_DEFINITIONS} type Query { naked: String }`;
    await expect(
      serveSubgraph({
        name: 'grid',
        typeDefs: open,
        resolvers: {},
        host: '127.0.0.1',
        port: 0,
        gatewayKeys: { keys: [] },
        log: createLogger('test', 'silent'),
        metrics: createMetrics('test'),
        contextFor: (base) => base,
        readiness: [],
      }),
    ).rejects.toThrow('Query.naked has no access rule');
  });

  it.each(['/health', '/ready', '/metrics'])('serves %s to an operator on a port of its own', async (path) => {
    expect((await fetch(`${front.operators?.url}${path}`)).status).toBe(200);
  });

  it.each([
    ['/health', 200],
    ['/ready', 200],
    ['/metrics', 404],
  ])('answers %s with %d where the gateway asks', async (path, status) => {
    expect((await fetch(front.url + path)).status).toBe(status);
  });
});
