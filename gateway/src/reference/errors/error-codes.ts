import type { ErrorCode } from '@gridlink/subgraph-kit';

export type ErrorAdvice = { readonly http: string; readonly meaning: string; readonly retry: string };

/** Every code of the kit; one without advice does not compile. */
export const ERROR_ADVICE: Readonly<Record<ErrorCode, ErrorAdvice>> = {
  UNAUTHENTICATED: {
    http: '401',
    meaning:
      'no usable token: expired, revoked, forged, of another issuer; or none, where `coordinates` names fields that are not open to everyone; `www-authenticate` is set',
    retry: 'with a new token, once; without one, after signing in',
  },
  FORBIDDEN: {
    http: '403 from the gateway, 200 from a service',
    meaning:
      'the roles may not ask this; from the gateway nothing was run and `coordinates` names the fields; from a service it is the object that may not be touched',
    retry: 'no: leave the fields out, or act as somebody who may',
  },
  NOT_FOUND: { http: '200', meaning: 'not there, or outside the caller’s scope: the two look the same', retry: 'no' },
  BAD_USER_INPUT: {
    http: '400 before execution, 413 for a body too large, 200 from a service',
    meaning:
      'a value that does not fit its type or a limit, or an operation that is too large; the message names which',
    retry: 'no: mend it, or ask for less',
  },
  CONFLICT: {
    http: '200',
    meaning: 'somebody was first: the version read is no longer the stored one',
    retry: 'after reading again; a command sent twice with one `idempotencyKey` needs no reading',
  },
  RATE_LIMITED: {
    http: '429; 503 when the gateway as a whole is full; 200 from `login`',
    meaning: 'too many requests, too many at the same time, or too many wrong passwords',
    retry: 'after `retry-after` seconds (`retryAfterSeconds` from `login`)',
  },
  UPSTREAM_UNAVAILABLE: {
    http: '200 beside data, 503 when nothing could be answered',
    meaning: 'a service or the token keys are away; `service` names it, `at` the place in the answer that is null',
    retry: 'after `retry-after` seconds, then doubling; a mutation only with its idempotency key or natural key',
  },
  INTERNAL_SERVER_ERROR: {
    http: '200 or 500',
    meaning: 'a fault of ours; `reference` leads to the line in the operator’s log',
    retry: 'once; then tell the operator the reference',
  },
};

/** Codes of the GraphQL server for what is no operation of this schema. */
export const REQUEST_ADVICE: Readonly<Record<string, ErrorAdvice>> = {
  GRAPHQL_PARSE_FAILED: { http: '400', meaning: 'the document is no GraphQL', retry: 'no' },
  GRAPHQL_VALIDATION_FAILED: { http: '400', meaning: 'the document asks what the schema does not have', retry: 'no' },
  OPERATION_RESOLUTION_FAILURE: {
    http: '400',
    meaning: 'several operations and no `operationName`, or one that is not there',
    retry: 'no',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    http: '400, 200 for the hash in `extensions`',
    meaning: 'no listed operation has this `documentId` or hash',
    retry: 'no; with the whole text where that is allowed',
  },
  BAD_REQUEST: {
    http: '400',
    meaning: 'no query, a batch, a GET without a preflight header, a body that is no JSON',
    retry: 'no',
  },
};
