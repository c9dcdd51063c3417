import { describe, expect, it } from '@jest/globals';
import { documentHash, type ListedOperation, readManifest } from './manifest.ts';
import { createSafelist, type SafelistMode } from './safelist.ts';

const LISTED = 'query Listed { __typename }';
const OTHER = 'query Other { __typename }';
const operation: ListedOperation = { id: documentHash(LISTED), name: 'Listed', type: 'query', body: LISTED };
const publicCaller = { kind: 'PUBLIC', subject: 'public' } as const;
const person = { kind: 'PERSON', subject: 'p1' } as const;

const list = (mode: SafelistMode, clients: string[] = []) => createSafelist([operation], { mode, clients });
const apollo = (sha256Hash: unknown, version: unknown = 1) => ({
  extensions: { persistedQuery: { version, sha256Hash } },
});

describe('a safelist', () => {
  it.each([
    ['documentId', { documentId: `sha256:${operation.id}` }],
    ['Apollo’s extension', apollo(operation.id)],
  ])('finds an operation by %s in every mode', (_form, params) => {
    const verdicts = (['off', 'log', 'public', 'all'] as const).map((mode) => list(mode).decide(params, publicCaller));
    expect(verdicts).toEqual(Array(4).fill({ kind: 'FOUND', query: LISTED, operationName: 'Listed' }));
  });

  it.each<[SafelistMode, string, string, string]>([
    ['off', 'AS_IT_IS', 'AS_IT_IS', 'AS_IT_IS'],
    ['log', 'AS_IT_IS', 'AS_IT_IS', 'AS_IT_IS'],
    ['public', 'NOT_LISTED', 'AS_IT_IS', 'NOT_LISTED'],
    ['all', 'NOT_LISTED', 'NOT_LISTED', 'NOT_LISTED'],
  ])('in mode %s decides an unlisted text: public %s, a person %s, a named client %s', (mode, ...expected) => {
    const safelist = list(mode, ['client']);
    const callers = [publicCaller, person, { kind: 'PROGRAM', subject: 'client' } as const];
    expect(callers.map((caller) => safelist.decide({ query: OTHER }, caller).kind)).toEqual(expected);
  });

  it('takes the text of a listed operation for it, byte by byte', () => {
    const kinds = [LISTED, `${LISTED} `].map((query) => list('all').decide({ query }, person).kind);
    expect(kinds).toEqual(['AS_IT_IS', 'NOT_LISTED']);
  });

  it('says which text was unlisted where it is only logged', () => {
    expect(list('log').decide({ query: OTHER }, person)).toEqual({
      kind: 'AS_IT_IS',
      unlistedHash: documentHash(OTHER),
    });
  });

  it('never learns a text that comes with its hash', () => {
    const safelist = list('off');
    safelist.decide({ query: OTHER, ...apollo(documentHash(OTHER)) }, person);
    expect(safelist.decide(apollo(documentHash(OTHER)), person)).toEqual({ kind: 'UNKNOWN_ID', form: 'APOLLO' });
  });

  it('runs a text that comes with its hash where texts are allowed', () => {
    expect(list('off').decide({ query: OTHER, ...apollo(documentHash(OTHER)) }, person)).toEqual({
      kind: 'FOUND',
      query: OTHER,
    });
  });

  it.each<[string, object]>([
    ['a hash that is another text’s', { query: OTHER, ...apollo(operation.id) }],
    ['both an id and a text', { query: OTHER, documentId: `sha256:${operation.id}` }],
    ['an id without its prefix', { documentId: operation.id }],
    ['an id in capitals', { documentId: `sha256:${operation.id.toUpperCase()}` }],
    ['an id that is a list', { documentId: [operation.id] }],
    ['a hash that is too short', apollo('ab')],
    ['a hash that is no text', apollo({ $ne: null })],
    ['another version', apollo(operation.id, 2)],
  ])('refuses %s', (_what, params) => {
    expect(list('off').decide(params as Record<string, unknown>, person).kind).toBe('UNUSABLE');
  });

  it('leaves everything as it is where nobody set it up', () => {
    const unused = createSafelist([], { mode: 'off', clients: [] });
    expect(unused.decide(apollo(operation.id), person)).toEqual({ kind: 'AS_IT_IS' });
  });
});

describe('a manifest', () => {
  const manifest = (operations: unknown, head: object = {}) =>
    JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations, ...head });

  it('is read', () => {
    expect(readManifest(manifest([operation]))).toEqual([operation]);
  });

  it.each<[string, string, RegExp]>([
    ['no JSON', '{', /whole/],
    ['another format', manifest([operation], { format: 'relay' }), /format/],
    ['another version', manifest([operation], { version: 2 }), /version/],
    ['an id that is no hash', manifest([{ ...operation, id: 'x' }]), /operations\.0\.id/],
    ['an id that is another text’s', manifest([{ ...operation, id: documentHash(OTHER) }]), /not the SHA-256/],
    ['a text that cannot be parsed', manifest([withBody('{')]), /Syntax Error/],
    ['two operations in one', manifest([withBody(`${LISTED} ${OTHER}`)]), /holds 2 operations/],
    ['another name', manifest([{ ...operation, name: 'X' }]), /is called Listed/],
    ['another type', manifest([{ ...operation, type: 'mutation' }]), /it is a query/],
  ])('is refused with %s', (_what, text, says) => {
    expect(() => readManifest(text)).toThrow(says);
  });

  function withBody(body: string): ListedOperation {
    return { ...operation, id: documentHash(body), body };
  }
});
