import {
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  Source,
  validate,
  visit,
} from 'graphql';
import { documentHash, type ListedOperation, type Manifest } from './manifest.ts';

/** A file of operations and fragments. */
export type OperationFile = { readonly name: string; readonly text: string };

/** A manifest, or everything that is wrong with the files. */
export type Built = { readonly manifest: Manifest } | { readonly problems: readonly string[] };

/**
 * One manifest of all operations in the files, each with just the fragments it uses, whichever file these are in. The same operations
 * give the same manifest, byte by byte.
 */
export function buildManifest(files: readonly OperationFile[], schema: GraphQLSchema): Built {
  const definitions = files.flatMap(({ name, text }) => parse(new Source(text, name)).definitions);
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  const problems = [...namesTwice([...operations, ...fragments]), ...withoutName(operations)];
  if (problems.length > 0) return { problems };
  const documents = operations.map((operation) => documentOf(operation, fragments));
  const invalid = documents.flatMap((document) =>
    validate(schema, document).map(({ message }) => `${nameOf(document.definitions[0])}: ${message}`),
  );
  if (invalid.length > 0) return { problems: invalid };
  return {
    manifest: {
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: documents.map(listedOperation).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    },
  };
}

const nameOf = (definition: DefinitionNode | undefined): string =>
  definition && 'name' in definition ? (definition.name?.value ?? '') : '';

const withoutName = (operations: readonly OperationDefinitionNode[]): string[] =>
  operations.filter(({ name }) => !name).map(({ loc }) => `${loc?.source.name}: an operation without a name`);

function namesTwice(definitions: readonly DefinitionNode[]): string[] {
  const byName = Map.groupBy(definitions, (definition) => `${definition.kind} ${nameOf(definition)}`);
  return [...byName.values()]
    .filter(([first, second]) => second && nameOf(first) !== '')
    .map((same) => `${nameOf(same[0])} is in ${same.map(({ loc }) => loc?.source.name).join(' and ')}`);
}

function documentOf(operation: OperationDefinitionNode, fragments: readonly FragmentDefinitionNode[]): DocumentNode {
  const byName = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  const used = new Map<string, FragmentDefinitionNode>();
  const collect = (definition: DefinitionNode): void => {
    visit(definition, {
      FragmentSpread({ name: { value } }) {
        const fragment = byName.get(value);
        if (!fragment || used.has(value)) return;
        used.set(value, fragment);
        collect(fragment);
      },
    });
  };
  collect(operation);
  const inOrder = [...used.values()].toSorted((a, b) => (a.name.value < b.name.value ? -1 : 1));
  return { kind: Kind.DOCUMENT, definitions: [operation, ...inOrder] };
}

function listedOperation(document: DocumentNode): ListedOperation {
  const [operation] = document.definitions;
  const body = print(document);
  const type = operation?.kind === Kind.OPERATION_DEFINITION ? operation.operation : 'query';
  return { id: documentHash(body), name: nameOf(operation), type, body };
}
