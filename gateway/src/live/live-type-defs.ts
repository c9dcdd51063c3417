import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventTypeParts, ticketsEvents } from '@gridlink/contracts';
import {
  type DefinitionNode,
  type DocumentNode,
  Kind,
  type ObjectTypeDefinitionNode,
  OperationTypeNode,
  parse,
  type SchemaDefinitionNode,
  specifiedScalarTypes,
  type TypeDefinitionNode,
  visit,
} from 'graphql';

const ROOT = 'Subscription';

/** `reported-in` → `REPORTED_IN`: what an event's verb is called in the graph. */
export const changeKindOf = (eventType: string): string =>
  eventTypeParts(eventType).verb.replaceAll('-', '_').toUpperCase();

/** The kinds of change are the events there are, in their own words: neither can be forgotten for the other. */
function changeKinds(): string {
  const values = ticketsEvents.map(({ type, description }) => `"""\n${description}\n"""\n${changeKindOf(type)}`);
  return `"""\n工单变化的种类。\nKinds of change of a ticket.\n"""\nenum TicketChangeKind {\n${values.join('\n')}\n}`;
}

/** The gateway's own part of the schema: what can be subscribed to. */
export const liveTypeDefs = (): DocumentNode =>
  parse(`${readFileSync(join(import.meta.dirname, 'live.graphql'), 'utf8')}\n${changeKinds()}`);

type Types = ReadonlyMap<string, TypeDefinitionNode>;

const BUILT_IN: ReadonlySet<string> = new Set(specifiedScalarTypes.map(({ name }) => name));
const isType = (definition: DefinitionNode): definition is TypeDefinitionNode =>
  definition.kind.endsWith('TypeDefinition');
const typesOf = (document: DocumentNode): Types =>
  new Map(document.definitions.filter(isType).map((definition) => [definition.name.value, definition]));

/** Types of the document that a node names, directly or through each other, and the names the document has no type for. */
function reach(node: Parameters<typeof visit>[0], types: Types) {
  const own = new Set<TypeDefinitionNode>();
  const foreign = new Set<string>();
  const look = (from: Parameters<typeof visit>[0]): void => {
    visit(from, {
      [Kind.NAMED_TYPE]({ name }) {
        const definition = types.get(name.value);
        if (!definition && !BUILT_IN.has(name.value)) foreign.add(name.value);
        if (!definition || own.has(definition)) return;
        own.add(definition);
        look(definition);
      },
    });
  };
  look(node);
  return { own, foreign };
}

/**
 * A schema together with what can be subscribed to. A field whose types the schema does not have is left out, so that a graph
 * of other subgraphs can still be served; a test holds that the committed schema has them all.
 */
export function withLive(schema: DocumentNode, live: DocumentNode = liveTypeDefs()): DocumentNode {
  const known = typesOf(schema);
  const types = typesOf(live);
  const root = types.get(ROOT) as ObjectTypeDefinitionNode;
  const offered = (root.fields ?? [])
    .map((field) => ({ field, ...reach(field, types) }))
    .filter(({ foreign }) => [...foreign].every((name) => known.has(name)));
  if (offered.length === 0) return schema;
  const needed = new Set(offered.flatMap(({ own }) => [...own]));
  const subscription = { ...root, fields: offered.map(({ field }) => field) };
  const definitions = schema.definitions.map((each) => (each.kind === Kind.SCHEMA_DEFINITION ? withRoot(each) : each));
  return { kind: Kind.DOCUMENT, definitions: [...definitions, ...needed, subscription] };
}

/** A schema that names its root types names this one as well. */
const withRoot = (definition: SchemaDefinitionNode): SchemaDefinitionNode => ({
  ...definition,
  operationTypes: [
    ...definition.operationTypes,
    {
      kind: Kind.OPERATION_TYPE_DEFINITION,
      operation: OperationTypeNode.SUBSCRIPTION,
      type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: ROOT } },
    },
  ],
});
