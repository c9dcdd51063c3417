import { type Caller, PUBLIC_CALLER, ROLES, type Role } from '@gridlink/contracts';
import { mayRead } from '@gridlink/subgraph-kit';
import type { GraphQLObjectType } from 'graphql';
import { isObjectType } from 'graphql';
import type { CommittedGraph } from './committed-graph.ts';
import type { Field } from './ways.ts';

/** Every role on its own, and the public without a token. */
export const EACH_ROLE: readonly Role[] = ROLES;

export const callerWith = (role: Role): Caller =>
  role === 'PUBLIC'
    ? PUBLIC_CALLER
    : { subject: `one-${role}`, kind: 'PERSON', roles: [role], jurisdiction: 'somewhere', division: '410105001000' };

export type TypeForRole = {
  readonly type: GraphQLObjectType;
  readonly open: readonly Field[];
  readonly shut: readonly Field[];
};

/** Every object type of the graph, its fields sorted by whether the table opens them to the role. */
export function typesFor({ schema, access }: CommittedGraph, role: Role): TypeForRole[] {
  const caller = callerWith(role);
  const isOpen = (type: string, field: string): boolean => mayRead(caller, access.get(`${type}.${field}`) ?? []);
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'))
    .map((type) => {
      const fields = Object.values(type.getFields());
      return {
        type,
        open: fields.filter(({ name }) => isOpen(type.name, name)),
        shut: fields.filter(({ name }) => !isOpen(type.name, name)),
      };
    });
}
