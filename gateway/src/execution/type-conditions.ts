import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';

/** True when an object of a type, by name, is also one of the condition's type. */
export function isTypeOf(schema: GraphQLSchema, name: string, condition: string): boolean {
  if (name === condition) return true;
  const type = schema.getType(name);
  const of = schema.getType(condition);
  return isAbstractType(of) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(of, type);
}
