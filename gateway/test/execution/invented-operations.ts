import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { type Chance, createChance, numberOf } from './chance.ts';

/** `$yes` is a variable of all of them, `$no` one with a default. */
export type InventedOperation = { readonly query: string };

const DEPTH = 5;
const AWKWARD = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length'];

/** An operation with whatever a client may write: aliases, fragments, conditions, arguments. The same for the same seed. */
export function inventOperation(schema: GraphQLSchema, seed: number): InventedOperation {
  for (let attempt = 0; ; attempt++) {
    const query = writeOperation(schema, createChance(numberOf(`${seed} ${attempt}`)));
    if (validate(schema, parse(query), specifiedRules).length === 0) return { query };
  }
}

type Writing = { readonly schema: GraphQLSchema; readonly chance: Chance; readonly fragments: string[] };

function writeOperation(schema: GraphQLSchema, chance: Chance): string {
  const mutation = schema.getMutationType();
  const root = mutation && chance.is(0.1) ? mutation : schema.getQueryType();
  if (!root) throw new Error('the graph has no queries');
  const fragments: string[] = [];
  const kind = root === mutation ? 'mutation' : 'query';
  const selection = selectionOf({ schema, chance, fragments }, root, 0);
  // Both variables are used, or validation would refuse the operation.
  const used = 'a: __typename @include(if: $yes) b: __typename @include(if: $no)';
  return `${kind} Invented($yes: Boolean!, $no: Boolean = false) { ${used} ${selection} } ${fragments.join(' ')}`;
}

function selectionOf(writing: Writing, type: GraphQLNamedType, depth: number): string {
  const { chance } = writing;
  const typename = chance.is(0.2) ? [`__typename${conditionOf(chance)}`] : [];
  const parts = [...typename, ...fieldsOf(writing, type, depth), ...fragmentsOf(writing, type, depth)];
  return parts.length > 0 ? parts.join(' ') : '__typename';
}

function fieldsOf(writing: Writing, type: GraphQLNamedType, depth: number): string[] {
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const fields = Object.values(type.getFields()).filter((field) => isWithin(field, depth));
  const wanted = fields.length === 0 ? 0 : 1 + writing.chance.number(depth === 0 ? 3 : 4);
  return Array.from({ length: wanted }, () => fieldOf(writing, writing.chance.one(fields), depth));
}

function fragmentsOf(writing: Writing, type: GraphQLNamedType, depth: number): string[] {
  const { chance, schema } = writing;
  if (!isAbstractType(type) && !chance.is(0.1)) return [];
  const types = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  return types.filter(() => chance.is(0.7)).map((of) => fragmentOf(writing, of, depth));
}

const isWithin = (field: GraphQLField<unknown, unknown>, depth: number): boolean =>
  isLeafType(getNamedType(field.type)) || depth < DEPTH;

function fieldOf(writing: Writing, field: GraphQLField<unknown, unknown>, depth: number): string {
  const { chance } = writing;
  const alias = chance.is(0.15) ? `${chance.is(0.3) ? chance.one(AWKWARD) : `${field.name}_2`}: ` : '';
  const given = field.args.filter(({ type }) => isNonNullType(type)).map((argument) => argumentOf(argument));
  const call = `${alias}${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${conditionOf(chance)}`;
  const type = getNamedType(field.type);
  return isLeafType(type) ? call : `${call} { ${selectionOf(writing, type, depth + 1)} }`;
}

function fragmentOf(writing: Writing, type: GraphQLNamedType, depth: number): string {
  const selection = selectionOf(writing, type, depth + 1);
  if (writing.chance.is(0.6)) return `... on ${type.name}${conditionOf(writing.chance)} { ${selection} }`;
  const name = `F${writing.fragments.length}`;
  writing.fragments.push(`fragment ${name} on ${type.name} { ${selection} }`);
  return `...${name}${conditionOf(writing.chance)}`;
}

function conditionOf(chance: Chance): string {
  if (!chance.is(0.12)) return '';
  return ` @${chance.one(['skip', 'include'])}(if: ${chance.one(['true', 'false', '$yes', '$no'])})`;
}

const argumentOf = ({ name, type }: GraphQLArgument): string => `${name}: ${literalOf(type, 0)}`;

function literalOf(type: GraphQLInputType, depth: number): string {
  if (isNonNullType(type)) return literalOf(type.ofType, depth);
  if (isListType(type)) return `[${literalOf(type.ofType, depth)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return `{ ${required.map((field) => `${field.name}: ${literalOf(field.type, depth + 1)}`).join(', ')} }`;
  }
  if (type.name === 'Boolean') return 'true';
  return type.name === 'Int' || type.name === 'Float' ? '1' : '"1"';
}
