import { scalarResolvers } from '@gridlink/subgraph-kit';
import { type GraphQLSchema, isScalarType } from 'graphql';

/**
 * Teaches a composed schema to read the graph's own scalars as the subgraphs do. It comes with their names only and would let any value
 * pass, which a subgraph then refuses as a whole request.
 */
export function readOwnScalars(schema: GraphQLSchema): void {
  for (const own of Object.values(scalarResolvers)) {
    const type = schema.getType(own.name);
    if (!isScalarType(type)) continue;
    type.parseValue = own.parseValue;
    type.parseLiteral = own.parseLiteral;
  }
}
