import { setTimeout } from 'node:timers/promises';

/**
 * Makes one piece of work of what many ask for within a short while, and never begins one before the last is over.
 * @param work done for all that was asked since the last; who asked is told when it is done, or that it failed
 */
export function gathered<T>(
  everyMs: number,
  work: (all: readonly T[]) => Promise<void>,
): (some: readonly T[]) => Promise<void> {
  let waiting: T[] = [];
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  const afterAWhile = async (): Promise<void> => {
    await Promise.all([setTimeout(everyMs), last]);
    const all = waiting;
    waiting = [];
    next = undefined;
    await work(all);
  };
  const begin = (): Promise<void> => {
    const begun = afterAWhile();
    last = begun.catch(() => undefined);
    return begun;
  };
  return (some) => {
    waiting.push(...some);
    next ??= begin();
    return next;
  };
}
