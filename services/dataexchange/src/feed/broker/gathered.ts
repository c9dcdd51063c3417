/**
 * Makes one piece of work of what many ask for within a short while.
 * @param work done for all that was asked since the last; who asked is told when it is done, or that it failed
 */
export function gathered<T>(
  everyMs: number,
  work: (all: readonly T[]) => Promise<void>,
): (some: readonly T[]) => Promise<void> {
  let waiting: T[] = [];
  let next: Promise<void> | undefined;
  const afterAWhile = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, everyMs));
    const all = waiting;
    waiting = [];
    next = undefined;
    await work(all);
  };
  return (some) => {
    waiting.push(...some);
    next ??= afterAWhile();
    return next;
  };
}
