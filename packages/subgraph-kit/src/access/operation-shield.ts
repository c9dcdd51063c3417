import type { Caller } from '@gridlink/contracts';
import {
  type DocumentNode,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import { deny, type IRules } from 'graphql-shield';
import { type AskedField, askedFields } from './asked-fields.ts';
import { type Asker, askerOf, roleSetOf } from './asker.ts';
import { type RuleTree, readRuleTree, type ShieldRule } from './rule-tree.ts';

export type Operation = {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
};

/** Resolves to the coordinates the caller may not ask, in the operation's order; empty when it may run. */
export type OperationShield = (asked: Operation, caller: Pick<Caller, 'kind' | 'roles'>) => Promise<readonly string[]>;

/** What is remembered of one operation of one document. */
type Known = {
  readonly byCaller: readonly Rated[];
  readonly byArguments: readonly Rated[];
  readonly decisions: Map<string, readonly string[]>;
};
type Rated = AskedField & { readonly coordinate: string; readonly rule: ShieldRule };

const REMEMBERED_ROLE_SETS = 64;
type ShieldOptions = Parameters<ShieldRule['resolve']>[4];
const OPTIONS: ShieldOptions = { debug: false, allowExternalErrors: false, fallbackRule: deny, hashFunction: () => '' };

/**
 * Decides a graphql-shield rule tree on an operation before it is planned. A rule sees roles and arguments, no parent; whatever
 * looks at the parent all the same is denied. Decisions are kept per document and set of roles, as long as the document is.
 */
export function createOperationShield(schema: GraphQLSchema, rules: IRules): OperationShield {
  const tree = readRuleTree(rules, schema);
  const documents = new WeakMap<DocumentNode, Map<OperationDefinitionNode, Known>>();

  const know = ({ document, operation }: Operation): Known => {
    const operations = documents.get(document) ?? new Map<OperationDefinitionNode, Known>();
    documents.set(document, operations);
    const known = operations.get(operation) ?? rate(tree, askedFields(schema, document, operation));
    operations.set(operation, known);
    return known;
  };

  return async (asked, caller) => {
    const known = know(asked);
    const context = { caller: askerOf(caller), _shield: { cache: {} } };
    const roleSet = roleSetOf(caller);
    let refused = known.decisions.get(roleSet);
    if (!refused) {
      refused = await refusedOf(known.byCaller, context, () => [{}]);
      if (known.decisions.size >= REMEMBERED_ROLE_SETS) known.decisions.clear();
      known.decisions.set(roleSet, refused);
    }
    if (known.byArguments.length === 0) return refused;
    const argumentsOf = coercedArguments(schema, asked);
    return [...refused, ...(await refusedOf(known.byArguments, context, argumentsOf))];
  };
}

function rate(tree: RuleTree, asked: ReadonlyMap<string, AskedField>): Known {
  const rated = [...asked].map(([coordinate, field]) => ({
    ...field,
    coordinate,
    rule: tree.ruleOf(field.type.name, field.field),
  }));
  const byCaller = rated.filter(({ rule }) => tree.isByCallerAlone(rule));
  return { byCaller, byArguments: rated.filter((field) => !byCaller.includes(field)), decisions: new Map() };
}

type ShieldContext = { readonly caller: Asker; readonly _shield: { readonly cache: Record<string, never> } };

async function refusedOf(
  fields: readonly Rated[],
  context: ShieldContext,
  argumentsOf: (field: Rated) => readonly object[],
): Promise<string[]> {
  const refused: string[] = [];
  for (const field of fields) {
    for (const values of argumentsOf(field)) {
      if (await isAllowed(field, values, context)) continue;
      refused.push(field.coordinate);
      break;
    }
  }
  return refused;
}

async function isAllowed({ rule, type, field }: Rated, values: object, context: ShieldContext): Promise<boolean> {
  const parent = unknownParent();
  const info = { parentType: type, fieldName: field } as GraphQLResolveInfo;
  const verdict = await rule.resolve(parent.object, values, context, info, OPTIONS);
  return verdict === true && !parent.wasRead();
}

/** Stands for the object that is not there yet. A rule that threw on it inside `not()` would be taken for a yes, so a look is remembered. */
function unknownParent(): { readonly object: object; wasRead(): boolean } {
  let read = false;
  const look = (): never => {
    read = true;
    throw new Error('no parent is known before execution');
  };
  return { object: new Proxy({}, { get: look, has: look, ownKeys: look }), wasRead: () => read };
}

/** Arguments as a resolver would get them, once for each place the field is asked. Variables that do not fit are refused later, by execution. */
function coercedArguments(
  schema: GraphQLSchema,
  { operation, variables }: Operation,
): (field: Rated) => readonly object[] {
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  return ({ type, field, nodes }) => {
    const definition = type.getFields()[field];
    if (!definition || !coerced) return [];
    return nodes.map((node) => getArgumentValues(definition, node, coerced));
  };
}
