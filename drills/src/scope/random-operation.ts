import type { Chance } from '@gridlink/bench';
import type { Caller } from '@gridlink/contracts';
import { type GraphQLArgument, type GraphQLObjectType, getNamedType, isNonNullType, isObjectType } from 'graphql';
import type { Asking } from './judge-answer.ts';
import { identityOf } from './oracle.ts';
import { type Pools, pick, randomValue } from './random-values.ts';
import { type Field, openFields, type SubgraphSchema } from './subgraph-schema.ts';

/** A document of several questions; each time it is asked, with other arguments. */
export type RandomOperation = {
  readonly query: string;
  readonly slots: readonly Slot[];
};
type Slot =
  | {
      readonly alias: string;
      readonly field: string;
      readonly args: readonly { readonly variable: string; readonly argument: GraphQLArgument }[];
    }
  | { readonly alias: string; readonly entity: string; readonly key: string; readonly variable: string };

const QUESTIONS = 8;
const LEVELS = 2;
const FIELDS_EACH = 4;
const ENTITY_SHARE = 0.4;
/** These write to an audit chain each time or bring outlines of a thousand corners: asked, but seldom. */
const COSTLY: ReadonlySet<string> = new Set([
  'sharedRecords',
  'recordHistory',
  'auditExport',
  'sharedData',
  'boundary',
]);
const COSTLY_SHARE = 0.05;

type Making = { readonly chance: Chance; readonly subgraph: SubgraphSchema; readonly caller: Caller };

const isGiven = (field: Field): boolean =>
  field.args.every(({ type, defaultValue }) => !isNonNullType(type) || defaultValue !== undefined);

function chosen({ chance }: Making, fields: readonly Field[]): Field[] {
  const usable = fields.filter((field) => isGiven(field) && (!COSTLY.has(field.name) || chance.float() < COSTLY_SHARE));
  return usable.length === 0 ? [] : [...new Set(Array.from({ length: FIELDS_EACH }, () => pick(chance, usable)))];
}

/** A selection on a type: what it is known by, and some of the rest, down a few levels. */
function selection(making: Making, type: GraphQLObjectType, levels: number): string {
  const open = openFields(making.subgraph, making.caller, type);
  const identity = identityOf(type.name).filter((name) => open.some((field) => field.name === name));
  const rest = chosen(making, open).filter(({ name }) => !identity.includes(name));
  const texts = rest.flatMap((field) => {
    const below = getNamedType(field.type);
    if (!isObjectType(below)) return [field.name];
    return levels > 0 ? [`${field.name} ${selection(making, below, levels - 1)}`] : [];
  });
  return `{ __typename ${[...identity, ...texts].join(' ')} }`;
}

const signature = ({ args }: Field, prefix: string): string =>
  args.length === 0 ? '' : `(${args.map(({ name }) => `${name}: $${prefix}_${name}`).join(', ')})`;

function rootQuestion(making: Making, alias: string): { text: string; variables: string[]; slot: Slot } | undefined {
  const { subgraph, caller, chance } = making;
  const query = subgraph.schema.getQueryType();
  const open = query ? openFields(subgraph, caller, query) : [];
  const usual = open.filter(({ name }) => !COSTLY.has(name) || chance.float() < COSTLY_SHARE);
  if (usual.length === 0) return undefined;
  const field = pick(chance, usual);
  const below = getNamedType(field.type);
  const set = isObjectType(below) ? ` ${selection(making, below, LEVELS)}` : '';
  return {
    text: `${alias}: ${field.name}${signature(field, alias)}${set}`,
    // A default would take the place of what is left out.
    variables: field.args.map(({ name, type }) => `$${alias}_${name}: ${type}`),
    slot: {
      alias,
      field: field.name,
      args: field.args.map((argument) => ({ variable: `${alias}_${argument.name}`, argument })),
    },
  };
}

function entityQuestion(making: Making, alias: string): { text: string; variables: string[]; slot: Slot } | undefined {
  const { subgraph, chance } = making;
  if (subgraph.entities.length === 0) return undefined;
  const { type: entity, keys } = pick(chance, subgraph.entities);
  const type = subgraph.schema.getType(entity);
  if (!isObjectType(type)) return undefined;
  const key = pick(chance, keys);
  return {
    text: `${alias}: _entities(representations: $${alias}) { ... on ${entity} ${selection(making, type, LEVELS)} }`,
    variables: [`$${alias}: [_Any!]!`],
    slot: { alias, entity, key, variable: alias },
  };
}

/** A document of questions that a caller's roles allow; null where they allow none. */
export function randomOperation(making: Making): RandomOperation | null {
  const made = Array.from({ length: QUESTIONS }, (_, index) => {
    const alias = `q${index}`;
    return making.chance.float() < ENTITY_SHARE ? entityQuestion(making, alias) : rootQuestion(making, alias);
  }).filter((question) => question !== undefined);
  if (made.length === 0) return null;
  const variables = made.flatMap((question) => question.variables);
  const head = variables.length === 0 ? 'query' : `query (${variables.join(', ')})`;
  return { query: `${head} { ${made.map(({ text }) => text).join('\n')} }`, slots: made.map(({ slot }) => slot) };
}

const decapitalized = (word: string): string => `${word.charAt(0).toLowerCase()}${word.slice(1)}`;
const MOST_REPRESENTATIONS = 4;

/** Arguments for one time that a document is asked. */
export function randomVariables(chance: Chance, pools: Pools, { slots }: RandomOperation) {
  const variables: Record<string, unknown> = {};
  const askings = slots.map((slot): Asking => {
    if ('entity' in slot) {
      const pool = pools[`${decapitalized(slot.entity)}.${slot.key}`] ?? ['none'];
      const count = chance.int(1, MOST_REPRESENTATIONS);
      variables[slot.variable] = Array.from({ length: count }, () => ({
        __typename: slot.entity,
        [slot.key]: pick(chance, pool),
      }));
      return { alias: slot.alias, field: '_entities', asked: {} };
    }
    const asked: Record<string, unknown> = {};
    for (const { variable, argument } of slot.args) {
      const value = randomValue(chance, pools, { field: slot.field, name: argument.name, type: argument.type });
      if (value === undefined) continue;
      asked[argument.name] = value;
      variables[variable] = value;
    }
    return { alias: slot.alias, field: slot.field, asked };
  });
  return { variables, askings };
}
