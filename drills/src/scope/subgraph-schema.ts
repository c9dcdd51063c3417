import { type Caller, PUBLIC_CALLER, SUBGRAPHS, type SubgraphName } from '@gridlink/contracts';
import type { Stack } from '@gridlink/stack';
import { type AccessList, mayRead, readAccessTable } from '@gridlink/subgraph-kit';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  valueFromASTUntyped,
} from 'graphql';
import type { Identities } from '../country/identities.ts';

/** One subgraph as it is served: its schema, who may read what, and which entities it resolves. */
export type SubgraphSchema = {
  readonly name: SubgraphName;
  readonly url: string;
  readonly schema: GraphQLSchema;
  readonly access: ReadonlyMap<string, AccessList>;
  readonly entities: readonly Entity[];
};
export type Entity = { readonly type: string; readonly keys: readonly string[] };

/** The keys of a type by which this subgraph resolves it, as its directives name them. */
function keysOf({ astNode, extensionASTNodes }: GraphQLObjectType): string[] {
  const directives = [astNode, ...extensionASTNodes].flatMap((node) => node?.directives ?? []);
  return directives
    .filter(({ name }) => name.value === 'key')
    .map(({ arguments: given = [] }) =>
      Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)])),
    )
    .filter(({ resolvable }) => resolvable !== false)
    .map(({ fields }) => String(fields));
}

async function readSdl(url: string, name: SubgraphName, identities: Identities): Promise<string> {
  const body = JSON.stringify({ query: '{ _service { sdl } }' });
  const identity = await identities.assertionOf(name, PUBLIC_CALLER, body);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...identity },
    body,
  });
  const { data } = (await response.json()) as { data: { _service: { sdl: string } } };
  // Federation prints the root types as extensions of types it never defines.
  return data._service.sdl.replaceAll(/^extend type (Query|Mutation)\b/gm, 'type $1');
}

/** Asks every subgraph for its schema, as the gateway's operator composes it. */
export async function readSubgraphs({ endpoints }: Stack, identities: Identities): Promise<SubgraphSchema[]> {
  return Promise.all(
    SUBGRAPHS.map(async (name): Promise<SubgraphSchema> => {
      const url = endpoints.members[name]?.graphql ?? '';
      const schema = buildSchema(await readSdl(url, name, identities), { assumeValid: true, assumeValidSDL: true });
      const entities = Object.values(schema.getTypeMap())
        .filter(isObjectType)
        .map((type) => ({ type: type.name, keys: keysOf(type) }))
        .filter(({ keys }) => keys.length > 0);
      return { name, url, schema, access: readAccessTable(schema), entities };
    }),
  );
}

export type Field = GraphQLField<unknown, unknown>;

/** Fields of a type that a caller's roles open. */
export function openFields(
  { access }: Pick<SubgraphSchema, 'access'>,
  caller: Caller,
  type: GraphQLObjectType,
): Field[] {
  return Object.values(type.getFields()).filter(({ name }) => {
    const list = access.get(`${type.name}.${name}`);
    return list !== undefined && mayRead(caller, list);
  });
}
