import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { askedFields } from '../access/asked-fields.ts';

/** Which fields of each object type an operation asks for, anywhere in it; known before any resolver runs. */
export type Selection = {
  /** Empty for a type the operation does not ask for. */
  fieldsOf(type: string): ReadonlySet<string>;
};

type FieldsByType = ReadonlyMap<string, ReadonlySet<string>>;

const NOTHING: FieldsByType = new Map();
const NO_FIELDS: ReadonlySet<string> = new Set();
/** The context is made before the document is read, so what is selected is filled in afterwards. */
const selected = new WeakMap<Selection, FieldsByType>();

/** The selection of a request whose operation is not known yet. */
export function openSelection(): Selection {
  const selection: Selection = {
    fieldsOf: (type) => (selected.get(selection) ?? NOTHING).get(type) ?? NO_FIELDS,
  };
  return selection;
}

/** Fills a request's selection in. What an operation asks is worked out once for each document. */
export function selectionPlugin<Context extends { readonly selection: Selection }>(
  schema: GraphQLSchema,
): ApolloServerPlugin<Context> {
  const known = new WeakMap<OperationDefinitionNode, FieldsByType>();
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, contextValue }) {
          if (!operation) return;
          const fields = known.get(operation) ?? fieldsByType(schema, document, operation);
          known.set(operation, fields);
          selected.set(contextValue.selection, fields);
        },
      };
    },
  };
}

function fieldsByType(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): FieldsByType {
  const fields = new Map<string, Set<string>>();
  for (const { type, field } of askedFields(schema, document, operation).values()) {
    const ofType = fields.get(type.name) ?? new Set();
    fields.set(type.name, ofType.add(field));
  }
  return fields;
}
