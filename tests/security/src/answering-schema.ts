import {
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

const SCALARS: Readonly<Record<string, unknown>> = { Boolean: true, Float: 1.5, Int: 1 };

function anyValue(type: GraphQLOutputType): unknown {
  if (isNonNullType(type)) return anyValue(type.ofType);
  if (isListType(type)) return [anyValue(type.ofType)];
  const named = getNamedType(type);
  if (isObjectType(named)) return { __typename: named.name };
  if (isEnumType(named)) return named.getValues()[0]?.value;
  return SCALARS[named.name] ?? 'text';
}

/** Makes a schema answer everything with something, so that whatever an operation may reach is reached. */
export function answering(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = ({ __typename }: { __typename: string }) => __typename;
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) field.resolve = () => anyValue(field.type);
  }
  return schema;
}
