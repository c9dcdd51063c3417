import { type GraphQLLeafType, isEnumType, isSpecifiedScalarType } from 'graphql';

export type IsLeafValue = (value: unknown) => boolean;

const isWhole = (value: unknown): boolean => Number.isInteger(value);
const isString = (value: unknown): boolean => typeof value === 'string';

const OF_SCALARS: Readonly<Record<string, IsLeafValue>> = {
  Boolean: (value) => typeof value === 'boolean',
  Int: isWhole,
  Float: (value) => Number.isFinite(value),
  ID: (value) => isString(value) || isWhole(value),
  String: isString,
};

/** Whether a subgraph's value may stand in the answer. It is already serialised: custom scalars are their owner's affair. */
export function isLeafValueOf(type: GraphQLLeafType): IsLeafValue {
  if (isEnumType(type)) {
    const names = new Set<unknown>(type.getValues().map(({ name }) => name));
    return (value) => names.has(value);
  }
  const check = isSpecifiedScalarType(type) ? OF_SCALARS[type.name] : undefined;
  return check ?? (() => true);
}
