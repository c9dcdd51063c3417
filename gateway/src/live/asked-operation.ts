import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { type BoundedCache, createBoundedCache } from '../cache/bounded-cache.ts';
import type { Graph } from '../graph.ts';

/** What a client sends to begin a stream. */
export type StreamRequest = {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
};

export type AskedOperation = {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
};

export type ReadingRules = {
  readonly maxTokens: number;
  /** Whether clients may be told of names that are near to a wrong one. */
  readonly hidesSchema: boolean;
};

/** Errors a subscription is refused with before anything is followed. */
export class RefusedSubscription extends Error {
  readonly errors: readonly GraphQLError[];
  constructor(errors: readonly GraphQLError[]) {
    super(errors.map(({ message }) => message).join('\n'));
    this.name = 'RefusedSubscription';
    this.errors = errors;
  }
}

const MAX_ERRORS = 10;
const SUGGESTION = / ?Did you mean(.+?)\?$/;

const coded = (error: GraphQLError, code: string, message = error.message): GraphQLError =>
  new GraphQLError(message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    extensions: { code },
  });

function parsed(query: string, maxTokens: number): DocumentNode {
  try {
    return parse(query, { maxTokens });
  } catch (error) {
    // Nothing but brackets makes the parser run out of stack before it has counted them.
    const problem =
      error instanceof GraphQLError ? error : new GraphQLError('文档嵌套过深 (the document is nested too deeply)');
    throw new RefusedSubscription([coded(problem, 'GRAPHQL_PARSE_FAILED')]);
  }
}

/** Documents that were found valid, as long as the schema is in use: after a restart thousands come back with the same few. */
const valid = new WeakMap<GraphQLSchema, BoundedCache<string, DocumentNode>>();
const REMEMBERED_DOCUMENTS = 500;

function validDocument(schema: GraphQLSchema, query: string, { maxTokens, hidesSchema }: ReadingRules): DocumentNode {
  const known = valid.get(schema) ?? createBoundedCache<string, DocumentNode>(REMEMBERED_DOCUMENTS);
  valid.set(schema, known);
  const remembered = known.get(query);
  if (remembered) return remembered;
  const document = parsed(query, maxTokens);
  const rules = [...specifiedRules, NoSchemaIntrospectionCustomRule];
  const errors = validate(schema, document, rules, { maxErrors: MAX_ERRORS });
  if (errors.length > 0) {
    const shown = (message: string): string => (hidesSchema ? message.replace(SUGGESTION, '') : message);
    throw new RefusedSubscription(errors.map((each) => coded(each, 'GRAPHQL_VALIDATION_FAILED', shown(each.message))));
  }
  known.set(query, document);
  return document;
}

/** Reads a subscription as /graphql reads an operation: the same limits on its text, the same rules, the same codes. */
export function readSubscription(
  { schema }: Pick<Graph, 'schema'>,
  { query, operationName, variables }: StreamRequest,
  rules: ReadingRules,
): AskedOperation {
  const document = validDocument(schema, query, rules);
  const operation = getOperationAST(document, operationName ?? undefined);
  if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) {
    const message = operation
      ? '此地址仅用于订阅，查询与变更请用 /graphql (subscriptions only: queries and mutations are at /graphql)'
      : '未指定要执行的操作 (no operation of this name in the document)';
    throw new RefusedSubscription([
      new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }),
    ]);
  }
  return { document, operation, variables: variables ?? {} };
}
