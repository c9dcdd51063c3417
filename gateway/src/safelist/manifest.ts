import { createHash } from 'node:crypto';
import { GraphQLError, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { z } from 'zod';

/** One operation a client was built with. `id` is the SHA-256 of `body`, in lower-case hex. */
export type ListedOperation = {
  readonly id: string;
  readonly name: string;
  readonly type: 'query' | 'mutation' | 'subscription';
  readonly body: string;
};

/** Apollo's persisted query manifest, version 1: what `generate-persisted-query-manifest` and other generators write. */
const manifestSchema = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(
    z.object({
      id: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex'),
      name: z.string().min(1),
      type: z.enum(['query', 'mutation', 'subscription']),
      body: z.string().min(1),
    }),
  ),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const documentHash = (body: string): string => createHash('sha256').update(body).digest('hex');

/** Reads one manifest; throws, naming all that is wrong with it. */
export function readManifest(text: string): readonly ListedOperation[] {
  const parsed = manifestSchema.safeParse(jsonOf(text));
  const problems = parsed.success
    ? parsed.data.operations.flatMap(problemsOf)
    : parsed.error.issues.map(({ path, message }) => `${path.join('.') || '(whole)'}: ${message}`);
  if (!parsed.success || problems.length > 0) throw new Error(`not a usable manifest:\n  ${problems.join('\n  ')}`);
  return parsed.data.operations;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An id that is not the hash of its text would let one text be taken for another. */
function problemsOf({ id, name, type, body }: ListedOperation): string[] {
  if (documentHash(body) !== id) return [`${name}: its id is not the SHA-256 of its body`];
  const operations = operationsOf(body);
  if (typeof operations === 'string') return [`${name}: ${operations}`];
  const [operation] = operations;
  if (!operation || operations.length > 1) return [`${name}: its body holds ${operations.length} operations`];
  if (operation.name?.value !== name) return [`${name}: its operation is called ${operation.name?.value ?? 'nothing'}`];
  return operation.operation === type ? [] : [`${name}: it is a ${operation.operation}, not a ${type}`];
}

function operationsOf(body: string): OperationDefinitionNode[] | string {
  try {
    return parse(body).definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  } catch (error) {
    return error instanceof GraphQLError ? error.message : String(error);
  }
}
