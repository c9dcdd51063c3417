import type { Draft, Expectation, Text } from '../corpus/line.ts';

const BODY = '{"query":"{ __typename }"}';
const HEAD = 'POST /graphql HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\n';

/** The parser's own refusal, or a closed connection: either way nothing runs. */
const raw = (bytes: Text, status: number | undefined, as: Expectation['as'] = 'NOTHING'): Draft => ({
  class: 'broken HTTP',
  request: { kind: 'raw', bytes },
  expect: { as, ...(status === undefined ? {} : { status }) },
});

/** Messages that two readers could read differently, and messages that never end. */
export const brokenHttp: readonly Draft[] = [
  ...[
    'hello\r\n\r\n',
    '\u0000\u0001\u0002\r\n\r\n',
    'GET\r\n\r\n',
    'GET /graphql HTTP/9.9\r\n\r\n',
    'GET  /graphql HTTP/1.1\r\n\r\n',
    'get /graphql HTTP/1.1\r\nHost: x\r\n\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc',
    'GET /graphql HTTP/1.1\r\n\r\n',
    'GET /graphql HTTP/1.1\nHost : x\n\n',
    'GET /graphql HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n',
    'GET /graphql HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n',
    'GET /graphql HTTP/1.1\r\nHost: x\r\nA: \u0000\r\n\r\n',
    'GET /graphql HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n',
  ].map((bytes) => raw(bytes, 400)),
  raw(`${HEAD}Content-Length: ${BODY.length}\r\nTransfer-Encoding: chunked\r\n\r\n${BODY}`, 400),
  raw(`${HEAD}Content-Length: ${BODY.length}\r\nContent-Length: 5\r\n\r\n${BODY}`, 400),
  raw(`${HEAD}Content-Length: 5\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`, 400),
  raw(`${HEAD}Content-Length: -1\r\n\r\n${BODY}`, 400),
  raw(`${HEAD}Content-Length: 1e3\r\n\r\n${BODY}`, 400),
  raw(`${HEAD}Content-Length: 0x1A\r\n\r\n${BODY}`, 400),
  raw(`${HEAD}Content-Length: +26\r\n\r\n${BODY}`, 400),
  raw(`${HEAD}Content-Length: 26, 26\r\n\r\n${BODY}`, 400),
  raw(`${HEAD}Content-Length: 99999999999999999999999\r\n\r\n${BODY}`, 400),
  raw(`${HEAD}Transfer-Encoding: xchunked\r\n\r\n${BODY}`, 400),
  raw(`${HEAD}Transfer-Encoding: chunked, identity\r\n\r\n${BODY}`, 400),
  raw(`${HEAD}Transfer-Encoding: chunked\r\n\r\nZZ\r\n${BODY}\r\n0\r\n\r\n`, 400),
  raw(`${HEAD}Transfer-Encoding: chunked\r\n\r\n-1\r\n${BODY}\r\n0\r\n\r\n`, 400),
  raw(`${HEAD}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n${BODY}\r\n0\r\n\r\n`, 400),
  raw(`${HEAD}Transfer-Encoding: chunked\r\n\r\n1a\r\n${BODY}X\r\n0\r\n\r\n`, 400),
  raw(
    [
      HEAD,
      'Transfer-Encoding: chunked\r\n\r\n',
      { repeat: '10000\r\n', times: 1 },
      { repeat: 'x', times: 65_536 },
      '\r\n',
      { repeat: '1\r\nx\r\n', times: 5_000 },
      '0\r\n\r\n',
    ],
    400,
    'ERROR',
  ),
  raw(
    [HEAD, 'Transfer-Encoding: chunked\r\n\r\n', '200000\r\n', { repeat: 'x', times: 2_097_152 }, '\r\n0\r\n\r\n'],
    413,
    'ERROR',
  ),
  raw([HEAD, { repeat: 'X-A: y\r\n', times: 3_000 }, 'Content-Length: 26\r\n\r\n', BODY], 431),
  raw([HEAD, 'X-A: ', { repeat: 'y', times: 20_000 }, '\r\nContent-Length: 26\r\n\r\n', BODY], 431),
  raw([HEAD, 'Cookie: ', { repeat: 'a=b; ', times: 10_000 }, '\r\nContent-Length: 26\r\n\r\n', BODY], 431),
  raw(['GET /', { repeat: 'a', times: 20_000 }, ' HTTP/1.1\r\nHost: x\r\n\r\n'], 431),
  raw(['GET /graphql?query=', { repeat: '%7B', times: 8_000 }, ' HTTP/1.1\r\nHost: x\r\n\r\n'], 431),
  raw(`${HEAD}Content-Length: 1000\r\n\r\n${BODY}`, 0),
  raw(`${HEAD}Content-Length: 26\r\nExpect: something\r\n\r\n${BODY}`, 417),
  raw('CONNECT example.invalid:443 HTTP/1.1\r\nHost: example.invalid:443\r\n\r\n', undefined),
  raw('GET http://example.invalid/ HTTP/1.1\r\nHost: example.invalid\r\n\r\n', 404, 'ERROR'),
  raw('GET //example.invalid/graphql HTTP/1.1\r\nHost: gateway\r\n\r\n', 404, 'ERROR'),
  raw('OPTIONS * HTTP/1.1\r\nHost: gateway\r\n\r\n', 404, 'ERROR'),
  raw(
    'GET /graphql HTTP/1.1\r\nHost: gateway\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAA\r\n\r\n',
    400,
    'ERROR',
  ),
  raw('POST /assets/../graphql HTTP/1.1\r\nHost: gateway\r\nContent-Length: 0\r\n\r\n', 404, 'ERROR'),
  raw('POST /graphql/../graphql HTTP/1.1\r\nHost: gateway\r\nContent-Length: 0\r\n\r\n', 404, 'ERROR'),
];
