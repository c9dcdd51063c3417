import { type ConstDirectiveNode, Kind, type ObjectTypeDefinitionNode, parse, valueFromASTUntyped } from 'graphql';
import type { SubgraphSource } from '../../composition/compose-supergraph.ts';
import { withStatedAccess } from '../../composition/stated-access.ts';

/** Fields of one type that a service opens to the same callers. */
export type AccessRule = {
  readonly type: string;
  readonly fields: readonly string[];
  readonly access: readonly string[];
};

type Stated = { readonly type: string; readonly field: string; readonly access: readonly string[] };

/** Types every subgraph brings with it: they are in no service's table, anyone may read them. */
const SHARED: ReadonlySet<string> = new Set(['PageInfo', 'UserError']);
const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

function accessIn(directives: readonly ConstDirectiveNode[] = []): readonly string[] | undefined {
  const to = directives.find(({ name }) => name.value === 'access')?.arguments?.find(({ name }) => name.value === 'to');
  return to && (valueFromASTUntyped(to.value) as readonly string[]);
}

function statedFields({ name, typeDefs }: SubgraphSource): Stated[] {
  const { typeDefs: stated } = withStatedAccess({ name, typeDefs: parse(typeDefs) });
  const types = stated.definitions.filter(
    ({ kind }) => kind === Kind.OBJECT_TYPE_DEFINITION || kind === Kind.OBJECT_TYPE_EXTENSION,
  ) as ObjectTypeDefinitionNode[];
  return types.flatMap((type) =>
    (type.fields ?? []).flatMap((field) => {
      const access = accessIn(field.directives);
      return access && !SHARED.has(type.name.value) ? [{ type: type.name.value, field: field.name.value, access }] : [];
    }),
  );
}

/** What a service opens to whom: each query and mutation alone, of other types the fields with the same rule together. */
export function accessRules(source: SubgraphSource): AccessRule[] {
  const rules = new Map<string, AccessRule>();
  for (const { type, field, access } of statedFields(source)) {
    const key = ROOTS.has(type) ? `${type}.${field}` : `${type} ${[...access].sort().join()}`;
    const known = rules.get(key);
    rules.set(key, { type, access, fields: [...(known?.fields ?? []), field] });
  }
  return [...rules.values()];
}
