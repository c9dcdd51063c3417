import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
} from 'graphql';
import type { SubgraphSource } from '../../src/composition/compose-supergraph.ts';
import { createChance, numberOf } from './chance.ts';

export type InventedAnswer = { data?: Record<string, unknown> | null; errors?: { message: string }[] };
/** Answers a request's body as a subgraph of a name would. */
export type InventedSubgraphs = (subgraph: string, body: string) => Promise<InventedAnswer>;

type Invented = { readonly __typename?: string; readonly seed: string };

const SHARES = { failing: 0.03, missing: 0.12, gone: 0.1 } as const;
/** Few, so that many objects of an answer are the same. */
const IDS = 4;

/** Every subgraph answers everything with values that follow from what is asked: the same for the same object, field and arguments. */
export function inventSubgraphs(sources: readonly SubgraphSource[]): InventedSubgraphs {
  const schemas = new Map(sources.map((source) => [source.name, schemaOf(source)]));
  return async (subgraph, body) => {
    const schema = schemas.get(subgraph);
    if (!schema) throw new Error(`no subgraph ${subgraph}`);
    const { query, variables, operationName } = JSON.parse(body) as Record<string, string>;
    const answer = await execute({
      schema,
      document: parse(query ?? ''),
      variableValues: variables as unknown as Record<string, unknown>,
      operationName: operationName ?? null,
      rootValue: { seed: 'root' },
      fieldResolver: invent,
    });
    const errors = answer.errors?.map((error) => ({
      ...error.toJSON(),
      extensions: { code: 'INTERNAL_SERVER_ERROR', ...error.extensions },
    }));
    return JSON.parse(JSON.stringify({ ...answer, ...(errors ? { errors } : {}) })) as InventedAnswer;
  };
}

function schemaOf({ typeDefs }: SubgraphSource): GraphQLSchema {
  const schema = buildSubgraphSchema(parse(typeDefs));
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const reference = (given: Record<string, unknown>): unknown => {
      const seed = JSON.stringify(given);
      return createChance(numberOf(`${type.name} ${seed}`)).is(SHARES.gone) ? null : { ...given, seed };
    };
    type.extensions = { ...type.extensions, apollo: { subgraph: { resolveReference: reference } } };
  }
  return schema;
}

const invent: GraphQLFieldResolver<Record<string, unknown>, unknown> = (source, args, _context, info) => {
  if (Object.hasOwn(source, info.fieldName)) return source[info.fieldName];
  const seed = `${source.seed} ${info.parentType.name}.${info.fieldName} ${JSON.stringify(args)}`;
  const chance = createChance(numberOf(seed));
  if (chance.is(SHARES.failing))
    throw new GraphQLError('no', { extensions: { code: chance.one(['NOT_FOUND', 'CONFLICT']) } });
  return invented(info.returnType, seed, info.schema);
};

function invented(type: GraphQLOutputType, seed: string, schema: GraphQLSchema): unknown {
  const chance = createChance(numberOf(seed));
  if (isNonNullType(type)) return chance.is(0.01) ? null : invented(type.ofType, `${seed}!`, schema);
  if (chance.is(SHARES.missing)) return null;
  if (isListType(type))
    return Array.from({ length: chance.number(5) }, (_, index) => invented(type.ofType, `${seed} ${index}`, schema));
  if (isAbstractType(type)) {
    const { name } = chance.one(schema.getPossibleTypes(type));
    return { __typename: name, seed: `${name} ${chance.number(IDS)}` } satisfies Invented;
  }
  if (isObjectType(type)) return { seed: `${type.name} ${chance.number(IDS)}` } satisfies Invented;
  if (isEnumType(type)) return chance.one(type.getValues()).value;
  return leaf(type.name, chance.number(IDS));
}

function leaf(scalar: string, number: number): unknown {
  if (scalar === 'Boolean') return number % 2 === 0;
  if (scalar === 'Int') return number;
  if (scalar === 'Float') return number / 2;
  return scalar === 'JSON' ? { of: [number, null] } : `${scalar} ${number}`;
}
