import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { AnswerPath } from './places.ts';

/** An error of a subgraph's as the client's answer has it: at the client's path, naming the service. */
export function errorAt(
  { message, extensions }: GraphQLFormattedError,
  service: string,
  path: AnswerPath | undefined,
): GraphQLError {
  return new GraphQLError(message || `service ${service} failed`, {
    ...(path ? { path } : {}),
    extensions: { ...extensions, serviceName: service },
  });
}
