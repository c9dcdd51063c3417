import type { Caller } from '@gridlink/contracts';
import {
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getArgumentValues,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { AskedOperation } from './asked-operation.ts';
import { type GraphQuestion, graphQuestion } from './graph-question.ts';
import { LIVE_FIELDS, type LiveArguments, type LiveField, type Wants } from './live-fields.ts';
import { type Fragments, selectedFields } from './payload-selection.ts';

/** A subscription that may run: what it follows, and what is asked and answered for each push. */
export type SubscriptionPlan = {
  readonly field: LiveField;
  readonly args: LiveArguments;
  readonly wants: Wants;
  /** Name of the field in the answer. */
  readonly key: string;
  /** The pushed object's fields by their names in the answer. */
  readonly payload: readonly (readonly [key: string, field: string])[];
  readonly typeName: string;
  readonly question: GraphQuestion;
  /** The client's variables that the question uses, as they were sent. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The same for two subscriptions that are answered alike for the same caller. */
  readonly identity: string;
};

const refused = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

function fragmentsIn({ document }: AskedOperation): Fragments {
  const fragments = document.definitions.filter(
    (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

function coerce(schema: GraphQLSchema, operation: OperationDefinitionNode, given: AskedOperation['variables']) {
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given, { maxErrors: 5 });
  if (errors?.[0]) throw refused(errors.map(({ message }) => message).join('\n'));
  return coerced ?? {};
}

/** Splits a validated subscription into what the gateway knows itself and a question to the graph. Throws what the client can mend. */
export function planSubscription(schema: GraphQLSchema, asked: AskedOperation, caller: Caller): SubscriptionPlan {
  const { operation } = asked;
  const fragments = fragmentsIn(asked);
  const variables = coerce(schema, operation, asked.variables);
  const [root] = selectedFields([operation.selectionSet], fragments, variables);
  const [node] = root?.[1] ?? [];
  const definition = node && schema.getSubscriptionType()?.getFields()[node.name.value];
  const field = definition && LIVE_FIELDS[definition.name];
  if (!root || !node || !definition || !field) throw refused('没有可订阅的字段 (nothing is left to subscribe to)');
  const [key, nodes] = root;
  const args: LiveArguments = getArgumentValues(definition, node, variables);
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const selected = [...selectedFields(sets, fragments, variables)];
  const fieldOf = ([, [first]]: (typeof selected)[number]): string => first?.name.value ?? '';
  const toAsk = selected.filter((each) => fieldOf(each) === field.asked.field);
  const question = graphQuestion(
    field.asked,
    toAsk.map(([name, of]) => ({ key: name, nodes: of })),
    { operation, fragments },
  );
  const payload = selected.map((each) => [each[0], fieldOf(each)] as const);
  const used = Object.fromEntries(question.variables.map((name) => [name, asked.variables[name]]));
  return {
    field,
    args,
    wants: field.wants(args, caller),
    key,
    payload,
    typeName: String(definition.type).replace('!', ''),
    question,
    variables: used,
    identity: JSON.stringify([definition.name, { ...args, after: null }, key, payload, question.query, used]),
  };
}
