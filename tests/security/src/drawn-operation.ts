import fc from 'fast-check';
import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isNonNullType, isObjectType } from 'graphql';
import { madeInput } from './made-input.ts';
import type { Field } from './ways.ts';

export type DrawnOperation = { readonly query: string; readonly variables: Readonly<Record<string, unknown>> };

const DIRECTIVES = ['', '', '', '', '@skip(if: true)', '@skip(if: false)', '@include(if: false)', '@include(if: true)'];
const LEVELS = 5;
const FIELDS = 4;

type Draw = {
  readonly int: (below: number) => number;
  count: number;
  readonly declared: string[];
  readonly variables: Record<string, unknown>;
};

function argumentsOf(draw: Draw, field: Field): string {
  const given = field.args
    .filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined)
    .map(({ name, type }) => {
      const variable = `v${draw.count++}`;
      draw.declared.push(`$${variable}: ${type}`);
      draw.variables[variable] = madeInput(type, {}, name);
      return `${name}: $${variable}`;
    });
  return given.length > 0 ? `(${given.join(', ')})` : '';
}

function selection(draw: Draw, type: GraphQLObjectType, levels: number): string {
  const fields = Object.values(type.getFields());
  const texts = Array.from({ length: 1 + draw.int(FIELDS) }, (): string => {
    const field = fields[draw.int(fields.length)];
    if (!field) return '__typename';
    const below = getNamedType(field.type);
    if (isObjectType(below) && levels === 0) return '__typename';
    const directive = DIRECTIVES[draw.int(DIRECTIVES.length)] ?? '';
    const set = isObjectType(below) ? selection(draw, below, levels - 1) : '';
    const text = `a${draw.count++}: ${field.name}${argumentsOf(draw, field)} ${directive} ${set}`;
    return draw.int(6) === 0 ? `... on ${type.name} ${directive} { ${text} }` : text;
  });
  return `{ __typename ${texts.join(' ')} }`;
}

/** Operations of chance over a schema: any fields of any types, under aliases, in fragments, with and without conditions. */
export const drawnOperation = (schema: GraphQLSchema): fc.Arbitrary<DrawnOperation> =>
  fc.tuple(fc.boolean(), fc.infiniteStream(fc.nat(1_000_000))).map(([isMutation, stream]) => {
    const kind = isMutation ? 'mutation' : 'query';
    const root = isMutation ? schema.getMutationType() : schema.getQueryType();
    const draw: Draw = { int: (below) => Number(stream.next().value) % below, count: 0, declared: [], variables: {} };
    const set = root ? selection(draw, root, LEVELS) : '';
    const head = draw.declared.length > 0 ? `(${draw.declared.join(', ')})` : '';
    return { query: `${kind}${head} ${set}`, variables: draw.variables };
  });
