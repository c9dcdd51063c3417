import { randomUUID } from 'node:crypto';
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { ERROR_CODES, GraphError } from '../errors.ts';
import type { Logger } from '../logging.ts';

const KNOWN: ReadonlySet<unknown> = new Set(ERROR_CODES);
/** Apollo's own words for requests it refuses before execution; their messages speak of the caller's document only. */
const DOCUMENT_CODES: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** Passes on what callers may read; everything unknown is logged once and leaves only a reference to that line. */
export function createFormatError(log: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = unwrapResolverError(error);
    const code = formatted.extensions?.code;
    const readable =
      original instanceof GraphError ||
      (KNOWN.has(code) && code !== 'INTERNAL_SERVER_ERROR') ||
      DOCUMENT_CODES.has(code);
    if (readable) {
      const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
      return { ...formatted, extensions };
    }
    const reference = randomUUID();
    log.error(
      { reference, error: original instanceof Error ? original.stack : original, path: formatted.path },
      'unexpected error',
    );
    return {
      message: `系统内部错误，编号 ${reference} (internal error, quote this reference)`,
      ...(formatted.path ? { path: formatted.path } : {}),
      extensions: { code: 'INTERNAL_SERVER_ERROR', reference },
    };
  };
}
