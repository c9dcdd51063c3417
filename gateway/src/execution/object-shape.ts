import {
  type GraphQLCompositeType,
  type GraphQLOutputType,
  getNullableType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { type CollectedField, type Collecting, collectedFields, type Selections } from './collected-fields.ts';
import { BUBBLING, type Complete, type Completion, FAILED, misfit } from './completion.ts';
import { isInherited, isJsonObject, type JsonObject, ownReader, setOwn } from './json-object.ts';
import { isLeafValueOf } from './leaf-values.ts';
import { leafShape, listShape, nonNullShape } from './value-shapes.ts';

type FieldShape = {
  readonly name: string;
  readonly read: (from: JsonObject) => unknown;
  readonly complete: Complete;
  /** True for a name that a plain assignment would not set. */
  readonly isInherited: boolean;
};

/** Shapes objects by what an operation selects of them. Compiled for a type when the first object of it comes. */
export function objectShape(
  collecting: Collecting,
  selections: readonly Selections[],
  declared: GraphQLCompositeType,
): Complete {
  const byType = new Map<GraphQLCompositeType, readonly FieldShape[]>();
  const fieldsOf = (type: GraphQLCompositeType): readonly FieldShape[] => {
    const known = byType.get(type);
    if (known) return known;
    const collected = collectedFields(collecting, selections, type);
    const shapes = collected.flatMap((field) => fieldShape(collecting, field, type) ?? []);
    byType.set(type, shapes);
    return shapes;
  };
  const isFixed = isObjectType(declared);
  let fixed: readonly FieldShape[] | undefined;

  return (value, completion, depth) => {
    if (value === null || value === undefined) return null;
    if (!isJsonObject(value)) return unfit(declared, completion, depth);
    if (isFixed) {
      fixed ??= fieldsOf(declared);
      return shaped(value, fixed, { completion, depth });
    }
    const type = runtimeType(collecting, value, declared);
    return type ? shaped(value, fieldsOf(type), { completion, depth }) : unfit(declared, completion, depth);
  };
}

function unfit(declared: GraphQLCompositeType, completion: Completion, depth: number): typeof FAILED {
  misfit(completion, depth, `Invalid value found for an object of type ${declared.name}.`);
  return FAILED;
}

function runtimeType(
  { schema }: Collecting,
  { __typename: name }: JsonObject,
  declared: GraphQLCompositeType,
): GraphQLCompositeType | undefined {
  if (name === undefined || name === null) return declared;
  const type = schema.getType(String(name));
  return isCompositeType(type) ? type : undefined;
}

function shaped(
  from: JsonObject,
  fields: readonly FieldShape[],
  { completion, depth }: { readonly completion: Completion; readonly depth: number },
): JsonObject | typeof FAILED {
  const to: JsonObject = {};
  for (const field of fields) {
    completion.path[depth] = field.name;
    const completed = field.complete(field.read(from), completion, depth + 1);
    if (completed === BUBBLING) return FAILED;
    const value = completed === FAILED ? null : completed;
    if (field.isInherited) setOwn(to, field.name, value);
    else to[field.name] = value;
  }
  return to;
}

/** Undefined for introspection, which is not the subgraphs' to answer. */
function fieldShape(
  collecting: Collecting,
  { name, node, nodes, on }: CollectedField,
  runtime: GraphQLCompositeType,
): FieldShape | undefined {
  const field = node.name.value;
  const common = { name, read: ownReader(name), isInherited: isInherited(name) };
  if (field === '__typename') {
    const typename = isObjectType(runtime) ? runtime.name : BUBBLING;
    return { ...common, complete: () => typename };
  }
  const type = isUnionType(on) ? undefined : on.getFields()[field]?.type;
  if (!type) return undefined;
  const select = (of: GraphQLCompositeType): Complete => {
    const selections = nodes.flatMap(({ selectionSet }) => (selectionSet ? [{ set: selectionSet, on: of }] : []));
    return objectShape(collecting, selections, of);
  };
  return { ...common, complete: valueShape(type, `field ${on.name}.${field}`, select) };
}

function valueShape(type: GraphQLOutputType, where: string, select: (of: GraphQLCompositeType) => Complete): Complete {
  if (isNonNullType(type)) return nonNullShape(valueShape(getNullableType(type), where, select), where);
  if (isListType(type)) return listShape(valueShape(type.ofType, `array element of ${where}`, select), where);
  return isCompositeType(type) ? select(type) : leafShape(isLeafValueOf(type), where);
}
