import { composeServices } from '@apollo/composition';
import { readAccessTable } from '@gridlink/subgraph-kit';
import { buildASTSchema, parse, printSchema } from 'graphql';
import { withLive } from '../live/live-type-defs.ts';
import { accessConflicts, type SubgraphSchema, withStatedAccess } from './stated-access.ts';
import { withoutStubDescriptions } from './stub-descriptions.ts';

export type SubgraphSource = { readonly name: string; readonly typeDefs: string };

export type Composition = {
  /** The supergraph the gateway plans by. */
  readonly supergraph: string;
  /** What a client sees: the same without federation's plumbing, with what can be subscribed to at the gateway. */
  readonly apiSchema: string;
};

/** Codes of hints that do not fail a composition. Each needs its reason. */
const ALLOWED_HINTS: ReadonlyMap<string, string> = new Map();

/**
 * Composes subgraphs; errors, hints and fields with two different rules all refuse, each named in `problems`.
 * The subgraphs' addresses come from the gateway's environment, so the ones written here are names only.
 */
export function composeSupergraph(
  sources: readonly SubgraphSource[],
): { readonly composed: Composition } | { readonly problems: readonly string[] } {
  const subgraphs: SubgraphSchema[] = sources.map(({ name, typeDefs }) =>
    withoutStubDescriptions(withStatedAccess({ name, typeDefs: parse(typeDefs) })),
  );
  const result = composeServices(
    subgraphs.map((subgraph) => ({ ...subgraph, url: `http://${subgraph.name}/graphql` })),
  );
  if (result.errors) return { problems: result.errors.map(({ message }) => message) };
  const hints = result.hints.filter(({ definition }) => !ALLOWED_HINTS.has(definition.code));
  const problems = [
    ...hints.map((hint) => hint.toString()),
    ...accessConflicts(subgraphs),
    ...unruledFields(result.supergraphSdl),
  ];
  if (problems.length > 0) return { problems };
  const queryable = parse(printSchema(result.schema.toAPISchema().toGraphQLJSSchema()));
  // Rules are not for clients: the directive that states them is on the live part and nowhere declared.
  const apiSchema = buildASTSchema(withLive(queryable), { assumeValidSDL: true });
  return {
    composed: {
      supergraph: `${result.supergraphSdl.trim()}\n`,
      apiSchema: `${printSchema(apiSchema).trim()}\n`,
    },
  };
}

/** Fields of the supergraph nobody states a rule for, keys of entities among them, which their owner rules: the gateway would not start. */
function unruledFields(supergraph: string): string[] {
  try {
    readAccessTable(buildASTSchema(withLive(parse(supergraph)), { assumeValid: true }));
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}
