import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isJsonObject, type JsonObject, ownReader, setOwn } from './json-object.ts';
import { merge } from './merge.ts';
import { isTypeOf } from './type-conditions.ts';

/** What a subgraph needs to know of an object in order to find it again; null when the object cannot tell. */
export type Represent = (object: JsonObject) => JsonObject | null;

/** The usual case, without a second object: an entity is asked for by its type and key. */
function ofOneType(schema: GraphQLSchema, { typeCondition, selections }: Fragment): Represent {
  const represent = representation(schema, selections);
  return (object) => {
    const name = object.__typename;
    const isOne = typeof name === 'string' && typeCondition !== undefined && isTypeOf(schema, name, typeCondition);
    return (isOne && represent(object)) || {};
  };
}

type Fragment = Extract<QueryPlanSelectionNode, { kind: 'InlineFragment' }>;

/** Adds to the representation; false when the object lacks something. */
type Add = (object: JsonObject, to: JsonObject) => boolean;

/** Compiles a plan's `requires` once, to be applied to every object. */
export function representation(schema: GraphQLSchema, requires: readonly QueryPlanSelectionNode[]): Represent {
  const [only] = requires;
  if (only?.kind === 'InlineFragment' && requires.length === 1) return ofOneType(schema, only);
  const add = addAll(schema, requires);
  return (object) => {
    const made: JsonObject = {};
    return add(object, made) ? made : null;
  };
}

function addAll(schema: GraphQLSchema, selections: readonly QueryPlanSelectionNode[]): Add {
  const parts = selections.map((selection) => addOne(schema, selection));
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return (object, to) => parts.every((part) => part(object, to));
}

function addOne(schema: GraphQLSchema, selection: QueryPlanSelectionNode): Add {
  if (selection.kind === 'InlineFragment') return addFragment(schema, selection);
  const name = selection.alias ?? selection.name;
  const read = ownReader(name);
  const represent = selection.selections && representation(schema, selection.selections);
  return (object, to) => {
    const value = read(object);
    if (value === undefined) return false;
    setOwn(to, name, represent ? partOf(value, represent) : value);
    return true;
  };
}

function partOf(value: unknown, represent: Represent): unknown {
  if (Array.isArray(value)) return value.map((one) => partOf(one, represent));
  return isJsonObject(value) ? represent(value) : value;
}

function addFragment(schema: GraphQLSchema, { typeCondition, selections }: Fragment): Add {
  if (typeCondition === undefined) return () => true;
  const represent = representation(schema, selections);
  return (object, to) => {
    const name = object.__typename;
    if (typeof name !== 'string' || !isTypeOf(schema, name, typeCondition)) return true;
    const part = represent(object);
    if (part) merge(to, part);
    return true;
  };
}
