/** Pieces of one work, of which none keeps the others waiting. */
export type Attempts = {
  /** Does a piece; undefined where it failed, which is told at the end. */
  attempt<Result>(piece: () => Promise<Result>): Promise<Result | undefined>;
  /** @throws AggregateError where a piece failed, so that whoever ordered the work notes it and tries again */
  conclude(): void;
};

/** @param work what is being done, as it stands before the first reason */
export function createAttempts(work: string): Attempts {
  const failures: unknown[] = [];
  return {
    async attempt(piece) {
      try {
        return await piece();
      } catch (error) {
        failures.push(error);
        return undefined;
      }
    },
    conclude() {
      if (failures.length === 0) return;
      throw new AggregateError(failures, `${work}: ${failures.length} failed, the first with ${String(failures[0])}`);
    },
  };
}
