import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EventType, eventTypeParts, instructionEvents, ticketsEvents } from '@gridlink/contracts';
import {
  type DefinitionNode,
  type DocumentNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
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
function changeKinds(name: string, description: string, events: readonly EventType<unknown>[]): string {
  const values = events.map((event) => `"""\n${event.description}\n"""\n${changeKindOf(event.type)}`);
  return `"""\n${description}\n"""\nenum ${name} {\n${values.join('\n')}\n}`;
}

/** The gateway's own part of the schema: what can be subscribed to. */
export const liveTypeDefs = (): DocumentNode =>
  parse(
    [
      readFileSync(join(import.meta.dirname, 'live.graphql'), 'utf8'),
      readFileSync(join(import.meta.dirname, 'live-instructions.graphql'), 'utf8'),
      readFileSync(join(import.meta.dirname, 'live-notifications.graphql'), 'utf8'),
      changeKinds('TicketChangeKind', '工单变化的种类。\nKinds of change of a ticket.', ticketsEvents),
      changeKinds('InstructionChangeKind', '指令变化的种类。\nKinds of change of an instruction.', instructionEvents),
    ].join('\n'),
  );

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

/** The root type, or an extension of it: each file says what can be subscribed to of its own noun. */
const isPartOfRoot = (definition: DefinitionNode): definition is ObjectTypeDefinitionNode | ObjectTypeExtensionNode =>
  (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION) &&
  definition.name.value === ROOT;

/**
 * A schema together with what can be subscribed to. A field whose types the schema does not have is left out, so that a graph
 * of other subgraphs can still be served; a test holds that the committed schema has them all.
 */
export function withLive(schema: DocumentNode, live: DocumentNode = liveTypeDefs()): DocumentNode {
  const known = typesOf(schema);
  const types = typesOf(live);
  const root = types.get(ROOT) as ObjectTypeDefinitionNode;
  const offered = live.definitions
    .flatMap((definition) => (isPartOfRoot(definition) ? (definition.fields ?? []) : []))
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
