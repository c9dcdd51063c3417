import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';
import { readInstant } from './instant.ts';

function parseInstant(value: unknown): Date {
  const instant = readInstant(value);
  if (instant) return instant;
  throw new GraphQLError(
    'DateTime 须为带时区的 ISO 8601 时刻，如 2026-06-01T08:00:00+08:00 (DateTime must be an ISO 8601 instant with its zone)',
    { extensions: { code: 'BAD_USER_INPUT' } },
  );
}

const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => (value instanceof Date ? value : new Date(value as string)).toISOString(),
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : undefined),
});

const JSONValue = new GraphQLScalarType({
  name: 'JSON',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});

/** Resolvers of the scalars every schema has. */
export const scalarResolvers = { DateTime, JSON: JSONValue };
