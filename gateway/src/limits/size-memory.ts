import type { OperationDefinitionNode } from 'graphql';
import { type BoundedCache, createBoundedCache } from '../cache/bounded-cache.ts';
import type { Measurable, MeasuredOperation, OperationSize } from './operation-size.ts';

/** Sizes of operations that were measured, kept as long as their documents are. */
export type SizeMemory = {
  find(asked: Measurable): OperationSize | undefined;
  keep(asked: Measurable, measured: MeasuredOperation): OperationSize;
};

type Known = { readonly pageVariables: readonly string[]; readonly sizes: BoundedCache<string, OperationSize> };

/** Clients ask for pages of few lengths. */
const KEPT_SIZES = 32;

/** Undefined for values that no page has: they are refused later, and are not worth keeping. */
function keyOf(pageVariables: readonly string[], variables: Measurable['variables']): string | undefined {
  const values = pageVariables.map((name) => variables[name]);
  const isPlain = values.every((value) => typeof value === 'number' || value === null || value === undefined);
  return isPlain ? values.map(String).join(' ') : undefined;
}

export function createSizeMemory(): SizeMemory {
  const operations = new WeakMap<OperationDefinitionNode, Known>();
  return {
    find({ operation, variables }) {
      const known = operations.get(operation);
      const key = known && keyOf(known.pageVariables, variables);
      return key === undefined ? undefined : known?.sizes.get(key);
    },
    keep({ operation, variables }, { size, pageVariables }) {
      const known = operations.get(operation) ?? { pageVariables, sizes: createBoundedCache(KEPT_SIZES) };
      operations.set(operation, known);
      const key = keyOf(pageVariables, variables);
      if (key !== undefined) known.sizes.set(key, size);
      return size;
    },
  };
}
