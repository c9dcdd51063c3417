import { EVIDENCE_HEADERS, EXPORT_ID_HEADER } from '@gridlink/contracts';
import type { HttpAnswer, HttpRequest } from '@gridlink/subgraph-kit';
import { headerOf } from './header.ts';

/** Origins whose pages may ask from a browser; `*` opens the graph to all. Tokens travel in a header, never in a cookie, so none are allowed. */
export type AllowedOrigins = readonly string[];

const PREFLIGHT_SECONDS = '600';
const ALLOWED = [
  'content-type',
  'authorization',
  'x-request-id',
  'traceparent',
  'apollo-require-preflight',
  'x-apollo-operation-name',
  'content-digest',
  'range',
  'if-range',
  'if-none-match',
  ...Object.values(EVIDENCE_HEADERS),
].join(', ');
const EXPOSED = `x-request-id, retry-after, etag, content-range, content-disposition, accept-ranges, ${EXPORT_ID_HEADER}`;

/** Headers that let the request's origin read the answer; none when it may not. */
export function corsHeaders(request: Pick<HttpRequest, 'headers'>, allowed: AllowedOrigins): Record<string, string> {
  const origin = headerOf(request, 'origin');
  if (!origin || allowed.length === 0) return {};
  const isOpen = allowed.includes('*');
  if (!isOpen && !allowed.includes(origin)) return { vary: 'origin' };
  return {
    'access-control-allow-origin': isOpen ? '*' : origin,
    'access-control-expose-headers': EXPOSED,
    vary: 'origin',
  };
}

/** Answers a browser's question whether it may ask. */
export function preflight(request: Pick<HttpRequest, 'headers'>, allowed: AllowedOrigins): HttpAnswer {
  return {
    status: 204,
    body: '',
    headers: {
      ...corsHeaders(request, allowed),
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': ALLOWED,
      'access-control-max-age': PREFLIGHT_SECONDS,
    },
  };
}
