import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isJsonObject, type JsonObject, ownReader, setOwn } from './json-object.ts';
import { isTypeOf } from './type-conditions.ts';

/** Changes an answer or a representation in place, where a plan calls something by another name than the client. */
export type Rewrite = (value: unknown) => void;

const FRAGMENT = '... on ';

export function rewriteAll(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[] | undefined,
): Rewrite | undefined {
  if (!rewrites || rewrites.length === 0) return undefined;
  const all = rewrites.flatMap((rewrite) => rewriteOne(schema, rewrite));
  return (value) => {
    for (const one of all) one(value);
  };
}

function rewriteOne(schema: GraphQLSchema, rewrite: FetchDataRewrite): Rewrite[] {
  const last = rewrite.path.at(-1);
  if (last === undefined) return [];
  const change = changeOf(rewrite, last);
  return [
    rewrite.path.slice(0, -1).reduceRight<Rewrite>((next, element) => at(schema, element, next), onObjects(change)),
  ];
}

function changeOf(rewrite: FetchDataRewrite, name: string): (object: JsonObject) => void {
  if (rewrite.kind === 'ValueSetter') return (object) => setOwn(object, name, rewrite.setValueTo);
  const read = ownReader(name);
  return (object) => {
    const value = read(object);
    if (!value) return;
    setOwn(object, rewrite.renameKeyTo, value);
    setOwn(object, name, undefined);
  };
}

function at(schema: GraphQLSchema, element: string, next: Rewrite): Rewrite {
  if (!element.startsWith(FRAGMENT)) {
    const read = ownReader(element);
    return onObjects((object) => next(read(object)));
  }
  const condition = element.slice(FRAGMENT.length);
  return onObjects((object) => {
    const name = object.__typename;
    if (typeof name !== 'string' || isTypeOf(schema, name, condition)) next(object);
  });
}

const onObjects =
  (change: (object: JsonObject) => void): Rewrite =>
  (value) => {
    if (Array.isArray(value)) for (const one of value) onObjects(change)(one);
    else if (isJsonObject(value)) change(value);
  };
