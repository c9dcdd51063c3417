import { type GraphQLInputType, getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';

/** What input fields are filled with, by their names. */
export type Facts = Readonly<Record<string, unknown>>;

const BY_KIND: Readonly<Record<string, unknown>> = {
  Boolean: true,
  DateTime: '2036-01-01T00:00:00Z',
  Float: 1,
  ID: 'none',
  Int: 1,
  JSON: {},
  String: '请核查情况',
};

/** A whole input of a type: what it demands and whatever of the rest the facts know. */
export function madeInput(type: GraphQLInputType, facts: Facts, name = ''): unknown {
  if (name in facts) return facts[name];
  const bare = isNonNullType(type) ? type.ofType : type;
  if (isListType(bare)) return [madeInput(bare.ofType, facts)];
  const named = getNamedType(bare);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (!isInputObjectType(named)) return BY_KIND[named.name];
  const wanted = Object.values(named.getFields()).filter((field) => isNonNullType(field.type) || field.name in facts);
  return Object.fromEntries(wanted.map((field) => [field.name, madeInput(field.type, facts, field.name)]));
}
