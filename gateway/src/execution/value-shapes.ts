import { BUBBLING, type Complete, FAILED, misfit } from './completion.ts';
import type { IsLeafValue } from './leaf-values.ts';

/** What an error calls a place: `field Ticket.code`. */
type Where = string;

export function leafShape(isValue: IsLeafValue, where: Where): Complete {
  return (value, completion, depth) => {
    if (value === null || value === undefined) return null;
    if (isValue(value)) return value;
    misfit(completion, depth, `Invalid value found for ${where}.`);
    return FAILED;
  };
}

export function nonNullShape(inner: Complete, where: Where): Complete {
  return (value, completion, depth) => {
    const completed = inner(value, completion, depth);
    if (completed === FAILED) return BUBBLING;
    if (completed !== null) return completed;
    misfit(completion, depth, `Cannot return null for non-nullable ${where}.`);
    return BUBBLING;
  };
}

export function listShape(inner: Complete, where: Where): Complete {
  return (value, completion, depth) => {
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value)) {
      misfit(completion, depth, `Invalid value found for ${where}.`);
      return FAILED;
    }
    const completed: unknown[] = [];
    let isBubbling = false;
    for (let index = 0; index < value.length; index++) {
      completion.path[depth] = index;
      const one = inner(value[index], completion, depth + 1);
      if (one === BUBBLING) isBubbling = true;
      completed.push(one === FAILED ? null : one);
    }
    return isBubbling ? FAILED : completed;
  };
}
