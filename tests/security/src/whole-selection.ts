import type { Caller } from '@gridlink/contracts';
import { mayRead } from '@gridlink/subgraph-kit';
import { type GraphQLObjectType, getNamedType, isNonNullType, isObjectType } from 'graphql';
import type { CommittedGraph } from './committed-graph.ts';
import type { Field } from './ways.ts';

const LEVELS = 4;
/** Outlines of a thousand corners, wanted once and not in every corner of an answer. */
const LARGE: ReadonlySet<string> = new Set(['boundary']);

const needsArguments = ({ args }: Field): boolean =>
  args.some(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined);
const paged = ({ args }: Field): string => (args.some(({ name }) => name === 'first') ? '(first: 3)' : '');

const isComposite = ({ type }: Field): boolean => isObjectType(getNamedType(type));

/** How far into the answer a selection is. */
type Depth = { readonly levels: number; readonly entitiesAbove: number };

/** Everything a caller may select of a type: of the first object whatever there is, of those in it what they have of their own. */
export function wholeSelection({ access }: CommittedGraph, caller: Caller, root: GraphQLObjectType): string {
  const open = (type: GraphQLObjectType): Field[] =>
    Object.values(type.getFields()).filter(
      (field) => mayRead(caller, access.get(`${type.name}.${field.name}`) ?? []) && !needsArguments(field),
    );
  const plain = (type: GraphQLObjectType, { entitiesAbove }: Depth): string[] =>
    open(type)
      .filter((field) => !isComposite(field) && !(entitiesAbove > 0 && LARGE.has(field.name)))
      .map(({ name }) => name);

  const composite = (field: Field, depth: Depth): string[] => {
    const below = getNamedType(field.type);
    if (!isObjectType(below) || depth.levels === 0) return [];
    // Entities in entities show what they have of their own, or there would be no end.
    const isEnd = ENTITIES.has(below.name) && depth.entitiesAbove > 0;
    const inside = { levels: isEnd ? 0 : depth.levels - 1, entitiesAbove: depth.entitiesAbove };
    return [`${field.name}${paged(field)} ${select(below, inside)}`];
  };
  const select = (type: GraphQLObjectType, depth: Depth): string => {
    const entitiesAbove = depth.entitiesAbove + (ENTITIES.has(type.name) ? 1 : 0);
    const below = open(type)
      .filter(isComposite)
      .flatMap((field) => composite(field, { levels: depth.levels, entitiesAbove }));
    return `{ __typename ${[...plain(type, depth), ...below].join(' ')} }`;
  };
  return select(root, { levels: LEVELS, entitiesAbove: 0 });
}

const ENTITIES: ReadonlySet<string> = new Set([
  'Account',
  'DataResource',
  'Deliberation',
  'Division',
  'Grid',
  'Organization',
  'Person',
  'ShareRequest',
  'StaffingGap',
  'Suggestion',
  'Ticket',
]);
