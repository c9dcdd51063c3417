import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  print,
} from 'graphql';

const SCALARS: Readonly<Record<string, unknown>> = {
  Int: 10,
  Float: 1.5,
  Boolean: true,
  DateTime: '2026-03-02T01:00:00Z',
  JSON: {},
};
const MAX_DEPTH = 2;
const MAX_FIELDS = 6;
/** Said first where a type has them, since they are what is wanted most. */
const FAVOURITES = [
  'nodes',
  'pageInfo',
  'id',
  'code',
  'name',
  'title',
  'version',
  'hasNextPage',
  'endCursor',
  'field',
  'message',
  'article',
];

const rank = (name: string): number => {
  const at = FAVOURITES.indexOf(name);
  return at < 0 ? FAVOURITES.length : at;
};

type Field = GraphQLField<unknown, unknown>;
const needsArguments = ({ args }: Field): boolean =>
  args.some(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined);

/** What an example asks of a type: leaves first, then what is below, a few of each. */
function selection(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (!isObjectType(named) && !isInterfaceType(named)) return isLeafType(named) ? '' : ' { __typename }';
  const fields = Object.values(named.getFields()).filter((field) => !needsArguments(field) && !field.deprecationReason);
  const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)));
  const others =
    depth < MAX_DEPTH ? fields.filter((field) => !leaves.includes(field) && !isCrumb(named.name, field.name)) : [];
  const chosen = [
    ...leaves.toSorted((a, b) => rank(a.name) - rank(b.name)).slice(0, MAX_FIELDS),
    ...others.slice(0, depth === 0 ? 3 : 1),
  ];
  const words = chosen.map((field) => `${field.name}${selection(field.type, depth + 1)}`);
  return words.length > 0 ? ` { ${words.join(' ')} }` : ' { __typename }';
}

/** Edges repeat what nodes say. */
const isCrumb = (type: string, field: string): boolean => type.endsWith('Connection') && field === 'edges';

/** A value of an input type: what is demanded, and what a caller has to think of. */
function sample(type: GraphQLInputType, name: string, depth = 0): unknown {
  if (isNonNullType(type)) return sample(type.ofType, name, depth);
  if (isListType(type)) return [sample(type.ofType, name, depth)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return SCALARS[type.name] ?? `<${name}>`;
  const fields = Object.values(type.getFields()).filter(
    (field) => isNonNullType(field.type) && field.defaultValue === undefined,
  );
  return depth > 3
    ? {}
    : Object.fromEntries(fields.map((field) => [field.name, sample(field.type, field.name, depth + 1)]));
}

export type ExampleOperation = { readonly document: string; readonly variables: string };

/** An operation that asks one field of a root type, with variables to fill in. */
export function exampleOperation(kind: 'query' | 'mutation' | 'subscription', field: Field): ExampleOperation {
  const wanted = field.args.filter(
    ({ name, type }) => isNonNullType(type) || ['first', 'after', 'filter', 'id', 'code'].includes(name),
  );
  const declared = wanted.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const given = wanted.map(({ name }) => `${name}: $${name}`).join(', ');
  const name = field.name.charAt(0).toUpperCase() + field.name.slice(1);
  const head = `${kind} ${name}${declared && `(${declared})`}`;
  const body = `${field.name}${given && `(${given})`}${selection(field.type, 0)}`;
  const variables = wanted
    .filter(({ type, name: argument }) => isNonNullType(type) || argument === 'first')
    .map((argument) => [argument.name, sample(argument.type, argument.name)]);
  return {
    document: print(parse(`${head} { ${body} }`)),
    variables: JSON.stringify(Object.fromEntries(variables), null, 2),
  };
}
