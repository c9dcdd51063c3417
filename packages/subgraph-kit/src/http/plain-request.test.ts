import { ApolloServer } from '@apollo/server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { executeGraphql } from './graphql-route.ts';
import type { HttpRequest } from './http-front.ts';
import { plainRequest } from './plain-request.ts';

const QUERY = '{ a }';
const request = (headers: HttpRequest['headers'], body: unknown, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST',
  path: '/graphql',
  search: '',
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(body)),
  remoteAddress: '127.0.0.1',
  ...more,
});

describe('a plain request', () => {
  it.each([
    [{ query: QUERY }],
    [{ query: QUERY, variables: null, operationName: null }],
    [{ query: QUERY, variables: { a: 1 }, operationName: 'A' }],
  ])('is %j', (body) => {
    expect(plainRequest(request({}, body), body)).toMatchObject({ query: QUERY });
  });

  it.each<[string, HttpRequest['headers'], unknown, Partial<HttpRequest>]>([
    ['another type', { 'content-type': 'text/plain' }, { query: QUERY }, {}],
    ['no type', { 'content-type': undefined }, { query: QUERY }, {}],
    ['a wish for another type', { accept: 'application/graphql-response+json' }, { query: QUERY }, {}],
    ['another method', {}, { query: QUERY }, { method: 'GET' }],
    ['something in the address', {}, { query: QUERY }, { search: '?query=a' }],
    ['extensions', {}, { query: QUERY, extensions: {} }, {}],
    ['several operations', {}, [{ query: QUERY }], {}],
    ['no query', {}, { variables: {} }, {}],
    ['an empty query', {}, { query: '' }, {}],
    ['variables as text', {}, { query: QUERY, variables: '{}' }, {}],
    ['a number for a name', {}, { query: QUERY, operationName: 1 }, {}],
  ])('is not one with %s', (_what, headers, body, more) => {
    expect(plainRequest(request(headers, body, more), body)).toBeUndefined();
  });
});

describe('the short way', () => {
  const server = new ApolloServer({
    typeDefs: 'type Query { a(n: Int): Int!, broken: Int }',
    resolvers: {
      Query: {
        a: (_: unknown, { n }: { n?: number }) => n ?? 1,
        broken: () => {
          throw new Error('broken');
        },
      },
    },
    includeStacktraceInErrorResponses: false,
  });
  beforeAll(() => server.start());
  afterAll(() => server.stop());

  // A header that says the same in more words takes the long way.
  const both = async (body: object) => {
    const short = await executeGraphql(server, request({}, body), async () => ({}));
    const long = await executeGraphql(server, request({ accept: 'application/json, */*' }, body), async () => ({}));
    return { short, long };
  };

  it.each([
    [{ query: '{ a }' }],
    [{ query: 'query A($n: Int) { a(n: $n) }', variables: { n: 5 }, operationName: 'A' }],
    [{ query: 'query A { a } query B { a }', operationName: 'B' }],
    [{ query: 'query A($n: Int) { a(n: $n) }', variables: { n: 'x' } }],
    [{ query: '{ broken }' }],
    [{ query: '{ nothing }' }],
    [{ query: '{' }],
    [{ query: 'query A { a } query B { a }' }],
    [{ query: 'query A { a }', operationName: 'C' }],
    [{ query: '{ a }', operationName: '' }],
  ])('answers as the long one: %j', async (body) => {
    const { short, long } = await both(body);
    expect([short.status, short.headers?.['content-type'], short.body]).toEqual([
      long.status,
      long.headers?.['content-type'],
      long.body,
    ]);
  });
});
