import { randomUUID } from 'node:crypto';
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { ERROR_CODES, GraphError } from '../errors.ts';
import type { Logger } from '../logging.ts';
import { withoutValues } from './without-values.ts';

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

/** Names of the driver's errors that mean "not reachable now", whatever the command was. */
const DATABASE_AWAY: ReadonlySet<string> = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
]);

const isDatabaseAway = (error: unknown): boolean => error instanceof Error && DATABASE_AWAY.has(error.name);

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
      return { ...formatted, message: withoutValues(formatted.message), extensions };
    }
    const reference = randomUUID();
    const path = formatted.path ? { path: formatted.path } : {};
    if (isDatabaseAway(original)) {
      log.error({ reference, error: String(original), path: formatted.path }, 'the database is away');
      return {
        message: `数据暂时无法读写，请稍后重试，编号 ${reference} (the database is away, try again)`,
        ...path,
        extensions: { code: 'UPSTREAM_UNAVAILABLE', reference },
      };
    }
    log.error(
      { reference, error: original instanceof Error ? original.stack : original, path: formatted.path },
      'unexpected error',
    );
    return {
      message: `系统内部错误，编号 ${reference} (internal error, quote this reference)`,
      ...path,
      extensions: { code: 'INTERNAL_SERVER_ERROR', reference },
    };
  };
}
