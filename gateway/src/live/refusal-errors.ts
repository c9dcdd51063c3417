import { createFormatError, type Logger } from '@gridlink/subgraph-kit';
import { GraphQLError } from 'graphql';
import { RefusedSubscription } from './asked-operation.ts';

/** What a client reads of a refusal; what is not meant for it leaves a reference to a line of the log. */
export function refusalErrors(error: unknown, log: Logger): readonly GraphQLError[] {
  if (error instanceof RefusedSubscription) return error.errors;
  const raw = error instanceof GraphQLError ? error : new GraphQLError(String(error));
  const { message, extensions = {} } = createFormatError(log)(raw.toJSON(), error);
  const { http: _, ...shown } = extensions;
  return [new GraphQLError(message, { extensions: shown })];
}
