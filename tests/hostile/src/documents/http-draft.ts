import type { Draft, Expectation, Text } from '../corpus/line.ts';

export type Sent = {
  readonly method?: string;
  readonly path?: Text;
  readonly headers?: Readonly<Record<string, Text>>;
  readonly body?: Text;
  readonly encoding?: 'utf8' | 'utf16le' | 'latin1' | 'gzip' | 'deflate' | 'brotli' | 'base64';
};

export const JSON_TYPE = { 'content-type': 'application/json' } as const;
export const PLAIN = '{"query":"{ __typename }"}';

/** One HTTP request to the gateway and what it gets. */
export const http = (
  name: string,
  { method = 'POST', path = '/graphql', headers = JSON_TYPE, body, encoding }: Sent,
  expect: Expectation,
): Draft => ({
  class: name,
  request: {
    kind: 'http',
    method,
    path,
    headers: headers as Record<string, Text>,
    ...(body === undefined ? {} : { body }),
    ...(encoding === undefined ? {} : { encoding }),
  },
  expect,
});

/** A refusal with this status. */
export const bad = (says?: string, status = 400): Expectation => ({
  as: 'ERROR',
  status,
  ...(says === undefined ? {} : { says }),
});
