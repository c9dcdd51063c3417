export type VariableSize = { readonly depth: number; readonly values: number };

/**
 * How deep and how many values the variables hold. Walks without recursion and stops at the limits: a body of nothing but
 * brackets is well-formed JSON and would overflow the stack of whatever serializes it later.
 */
export function variableSize(variables: unknown, most: VariableSize): VariableSize {
  let depth = 0;
  let values = 0;
  let level: unknown[] = [variables];
  while (level.length > 0 && depth <= most.depth && values <= most.values) {
    const next: unknown[] = [];
    for (const value of level) {
      values += 1;
      if (value !== null && typeof value === 'object') for (const inner of Object.values(value)) next.push(inner);
    }
    level = next;
    depth += 1;
  }
  return { depth, values };
}
