import type { Caller } from '@gridlink/contracts';
import { ROLES } from '@gridlink/contracts';
import { type GraphQLObjectType, type GraphQLSchema, isObjectType, valueFromASTUntyped } from 'graphql';

/** Who may read a field: roles, or one of the two open words. Published fields say ANYONE; SIGNED_IN is any account. */
export type AccessList = readonly string[];

const WORDS: ReadonlySet<string> = new Set(['ANYONE', 'SIGNED_IN', ...ROLES]);
const FEDERATION_TYPES: ReadonlySet<string> = new Set(['_Service', '_Entity']);
const FEDERATION_FIELDS: ReadonlySet<string> = new Set(['Query._entities', 'Query._service']);

type Node = {
  readonly directives?: readonly {
    name: { value: string };
    arguments?: readonly { name: { value: string }; value: unknown }[];
  }[];
};

function accessOn(nodes: readonly (Node | null | undefined)[]): AccessList | undefined {
  for (const node of nodes) {
    const directive = node?.directives?.find((candidate) => candidate.name.value === 'access');
    const to = directive?.arguments?.find((argument) => argument.name.value === 'to');
    if (to) return valueFromASTUntyped(to.value as Parameters<typeof valueFromASTUntyped>[0]) as AccessList;
  }
  return undefined;
}

const nodesOf = (type: GraphQLObjectType) => [type.astNode, ...type.extensionASTNodes] as readonly Node[];

/** Fields of a type's @key: an entity's identity is no secret, and a stub in another subgraph has no rule of its own. */
function keyFields(type: GraphQLObjectType): ReadonlySet<string> {
  const keys = nodesOf(type).flatMap(
    (node) => node?.directives?.filter((directive) => directive.name.value === 'key') ?? [],
  );
  const sets = keys.flatMap((key) => key.arguments?.filter((argument) => argument.name.value === 'fields') ?? []);
  return new Set(
    sets.flatMap((set) =>
      String(valueFromASTUntyped(set.value as Parameters<typeof valueFromASTUntyped>[0])).split(/\s+/),
    ),
  );
}

/** The schema's own object types, without introspection and federation plumbing. */
const ownTypes = (schema: GraphQLSchema): GraphQLObjectType[] =>
  Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter((type) => !type.name.startsWith('__') && !FEDERATION_TYPES.has(type.name));

/** Each field of a type with its rule, or undefined where it has none. */
function accessOfFields(type: GraphQLObjectType): [string, AccessList | undefined][] {
  const onType = accessOn(nodesOf(type));
  const keys = keyFields(type);
  return Object.values(type.getFields())
    .filter((field) => !FEDERATION_FIELDS.has(`${type.name}.${field.name}`))
    .map((field) => {
      const byDefault = onType ?? (keys.has(field.name) ? ['ANYONE'] : undefined);
      return [`${type.name}.${field.name}`, accessOn([field.astNode as Node]) ?? byDefault];
    });
}

function problemOf(coordinate: string, access: AccessList | undefined): string | undefined {
  if (!access) return `${coordinate} has no access rule`;
  const unknown = access.filter((word) => !WORDS.has(word));
  return unknown.length > 0 ? `${coordinate} names unknown roles: ${unknown.join(', ')}` : undefined;
}

/** Every coordinate of the schema with who may read it. Throws, naming all of them, when a coordinate has no rule or an unknown word. */
export function readAccessTable(schema: GraphQLSchema): ReadonlyMap<string, AccessList> {
  const fields = ownTypes(schema).flatMap(accessOfFields);
  const problems = fields
    .map(([coordinate, access]) => problemOf(coordinate, access))
    .filter((problem) => problem !== undefined);
  if (problems.length > 0) throw new Error(`the schema is not shut:\n  ${problems.join('\n  ')}`);
  return new Map(fields as [string, AccessList][]);
}

export function mayRead(caller: Pick<Caller, 'kind' | 'roles'>, access: AccessList): boolean {
  if (access.includes('ANYONE')) return true;
  if (access.includes('SIGNED_IN') && caller.kind !== 'PUBLIC') return true;
  return caller.roles.some((role) => access.includes(role));
}
