import { conflict, GraphError, unauthenticated } from '@gridlink/subgraph-kit';
import type { GraphQLFormattedError } from 'graphql';

/** Why a stream ends from this side. */
export type StreamEnd = {
  /** What the client is told; nothing where it should simply come back. */
  readonly errors: readonly GraphQLFormattedError[];
  readonly kind: 'IDENTITY' | 'TOO_SLOW' | 'READ_AGAIN' | 'UNAVAILABLE' | 'REFUSED' | 'RESTART';
};

const told = (kind: StreamEnd['kind'], { message, extensions }: GraphError): StreamEnd => ({
  kind,
  errors: [{ message, extensions }],
});

export const EXPIRED = told(
  'IDENTITY',
  unauthenticated('令牌已过期，请刷新后从游标处接续 (the token has expired: refresh it and go on from the cursor)'),
);
export const REVOKED = told(
  'IDENTITY',
  unauthenticated('令牌已被撤销，请重新登录 (the token was revoked: sign in again)'),
);
export const TOO_SLOW = told(
  'TOO_SLOW',
  new GraphError(
    'RATE_LIMITED',
    '接收过慢，请从游标处接续 (the client takes too slowly what is pushed: go on from the cursor)',
  ),
);
const gone = conflict(
  '游标过旧或已失效，请重新读取后再订阅 (the cursor is too old or not valid: read again, then subscribe)',
);
export const READ_AGAIN: StreamEnd = {
  kind: 'READ_AGAIN',
  errors: [{ message: gone.message, extensions: { ...gone.extensions, field: 'after' } }],
};
/** The gateway is being stopped; another one, or its successor, goes on from the cursor. */
export const RESTART: StreamEnd = { kind: 'RESTART', errors: [] };

export const refusedEnd = (errors: readonly GraphQLFormattedError[]): StreamEnd => ({ kind: 'REFUSED', errors });
export const unavailableEnd = (errors: readonly GraphQLFormattedError[]): StreamEnd => ({
  kind: 'UNAVAILABLE',
  errors,
});

/** The errors of an end with the cursor to come back with. */
export const errorsWithCursor = ({ errors }: StreamEnd, cursor: string | null): readonly GraphQLFormattedError[] =>
  cursor === null ? errors : errors.map((error) => ({ ...error, extensions: { ...error.extensions, cursor } }));
