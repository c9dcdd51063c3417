import type { DeepReadonly } from '../pack/vocabulary.ts';

/** Freezes a tree of plain data in place, so that no reader of a pack can change it for the others. */
export function deepFreeze<T>(value: T): DeepReadonly<T> {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const child of Object.values(value)) deepFreeze(child);
  }
  return value as DeepReadonly<T>;
}
