import type { Draft } from '../corpus/line.ts';
import { bad, http, JSON_TYPE, PLAIN } from './http-draft.ts';

/** Bodies that are no request. */
const bodies: readonly Draft[] = [
  ...[
    '',
    ' ',
    '{',
    '}',
    '{"query":',
    '{"query":"{ __typename }"',
    "{'query':'{ __typename }'}",
    '{query:"{ __typename }"}',
    '{"query":"{ __typename }"}}',
    '{"query":"{ __typename }"}{"query":"x"}',
    'query={__typename}',
    '<query>{ __typename }</query>',
    'undefined',
    'NaN',
    '{"query":NaN}',
    '{"query":Infinity}',
    '{"query":0x1}',
    '{"query":"\u0001"}',
    '\u0000',
    '{"a":1,}',
    '//{}',
    '/**/{}',
    '[1,',
    '"',
    '\ufeff',
    '{"query":"{ __typename }",}',
  ].map((body) => http('bodies', { body }, bad('not JSON|JSON'))),
  ...[
    'null',
    'true',
    '1',
    '"text"',
    '[]',
    '{}',
    '{"variables":{}}',
    '{"query":null}',
    '{"query":1}',
    '{"query":{}}',
    '{"query":["{ a }"]}',
    '{"query":true}',
    '{"mutation":"{ a }"}',
    '{"QUERY":"{ __typename }"}',
    '{"__proto__":{"query":"{ __typename }"}}',
    '{"constructor":{"query":"{ __typename }"}}',
  ].map((body) => http('bodies', { body }, bad())),
  ...[
    '[{"query":"{ __typename }"}]',
    '[{"query":"{ __typename }"},{"query":"{ __typename }"}]',
    '[null]',
    '[[]]',
    '[[{"query":"{ __typename }"}]]',
  ].map((body) => http('batching', { body }, bad())),
  ...[10, 1_000, 30_000].map((count) =>
    http('batching', { body: ['[', { repeat: '{"query":"{ __typename }"},', times: count }, '{}]'] }, bad()),
  ),
  ...[10_000, 500_000].map((count) => http('bodies', { body: [{ repeat: '[', times: count }] }, bad('not JSON'))),
  ...[10_000, 400_000].map((count) =>
    http(
      'bodies',
      {
        body: [
          { repeat: '[', times: count },
          { repeat: ']', times: count },
        ],
      },
      bad(),
    ),
  ),
  ...[10_000, 150_000].map((count) =>
    http('bodies', { body: [{ repeat: '{"a":', times: count }, '1', { repeat: '}', times: count }] }, bad()),
  ),
  ...[100_000].map((count) =>
    http('bodies', { body: ['{"query":"{ __typename }"', { repeat: ',"a":1', times: count }, '}x'] }, bad('not JSON')),
  ),
];

/** A compressed body is not unpacked: what is small on the wire could be anything. */
const encodings: readonly Draft[] = [
  ...(['gzip', 'deflate', 'brotli'] as const).flatMap((encoding) => [
    http(
      'encodings',
      { body: PLAIN, encoding, headers: { ...JSON_TYPE, 'content-encoding': encoding === 'brotli' ? 'br' : encoding } },
      bad('content-encoding|编码', 415),
    ),
    http(
      'encodings',
      {
        body: [{ repeat: ' ', times: 10_000_000 }],
        encoding,
        headers: { ...JSON_TYPE, 'content-encoding': encoding === 'brotli' ? 'br' : encoding },
      },
      bad('content-encoding|编码', 415),
    ),
    http('encodings', { body: PLAIN, encoding }, bad('not JSON')),
  ]),
  ...['zstd', 'compress', 'gzip, gzip', 'x', 'GZIP'].map((name) =>
    http(
      'encodings',
      { body: PLAIN, headers: { ...JSON_TYPE, 'content-encoding': name } },
      bad('content-encoding|编码', 415),
    ),
  ),
  http('encodings', { body: PLAIN, encoding: 'utf16le' }, bad('not JSON')),
  http(
    'encodings',
    { body: PLAIN, encoding: 'utf16le', headers: { 'content-type': 'application/json; charset=utf-16le' } },
    bad('not JSON'),
  ),
  http('encodings', { body: '{"query":"{ \u00ff }"}', encoding: 'latin1' }, bad()),
  http('encodings', { body: '/////w==', encoding: 'base64' }, bad('not JSON')),
  http('encodings', { body: 'wICAgICA', encoding: 'base64' }, bad('not JSON')),
];

const sizes: readonly Draft[] = [1_048_577, 2_000_000].map((length) =>
  http(
    'bodies',
    { body: ['{"query":"', { repeat: 'x', times: length }, '"}'] },
    { as: 'ERROR', status: 413, code: 'BAD_USER_INPUT' },
  ),
);

export const bodyRequests: readonly Draft[] = [...bodies, ...encodings, ...sizes];
