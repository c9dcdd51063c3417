import type { GraphQLError } from 'graphql';
import type { GatewayContext } from '../context.ts';
import type { SubgraphSource } from '../upstream/subgraph-source.ts';
import type { JsonObject } from './json-object.ts';

/** One execution of an operation: what it was asked with and what has come so far. */
export type Run = {
  readonly variables: Readonly<JsonObject>;
  readonly context: GatewayContext;
  /** What the subgraphs have answered, put together. */
  readonly data: JsonObject;
  readonly errors: GraphQLError[];
};

/** A part of a compiled plan; never rejects, what goes wrong is in the run's errors. */
export type Step = (run: Run) => Promise<void>;

export type Ask = SubgraphSource['ask'];

/** How the subgraph of a name is asked. @throws Error when there is none */
export type AskOf = (subgraph: string) => Ask;
