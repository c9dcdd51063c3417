import { createFormatError, type Logger } from '@gridlink/subgraph-kit';
import type { GraphQLFormattedError } from 'graphql';

/** The parser runs out of stack on nothing but brackets before it has counted them all. */
const STACK_IS_FULL = /call stack/;
const TOO_NESTED = '文档嵌套过深 (Syntax Error: the document is nested too deeply)';

/** A name of half a megabyte is not given back: whoever reads the log or the answer has seen enough. */
const LONGEST_MESSAGE = 1_000;
const shortened = (message: string): string =>
  message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message;

/**
 * What a client sees of an error: the graph's own codes pass, everything else leaves a reference to a line of the log. A subgraph's
 * masked error already has its reference, which is kept so that it leads to the line that says what happened.
 */
export function maskErrors(log: Logger): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  const mask = createFormatError(log);
  return (given, error) => {
    const formatted = { ...given, message: shortened(given.message) };
    const { code, reference, serviceName } = formatted.extensions ?? {};
    if (code === 'GRAPHQL_PARSE_FAILED' && STACK_IS_FULL.test(formatted.message))
      return { ...formatted, message: TOO_NESTED };
    const isMaskedBelow =
      code === 'INTERNAL_SERVER_ERROR' && typeof reference === 'string' && typeof serviceName === 'string';
    if (!isMaskedBelow) return mask(formatted, error);
    const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
    return { ...formatted, extensions };
  };
}
