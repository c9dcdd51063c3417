import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';

function parseInstant(value: unknown): Date {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) {
    const instant = new Date(value);
    if (!Number.isNaN(instant.getTime())) return instant;
  }
  throw new GraphQLError(`DateTime must be an ISO 8601 instant, got ${JSON.stringify(value)?.slice(0, 60)}`, {
    extensions: { code: 'BAD_USER_INPUT' },
  });
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
