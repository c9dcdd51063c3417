/** What a number of clients got done who each ask again as soon as they are answered. */
export type LoadReport = {
  readonly done: number;
  readonly failed: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Milliseconds of each that was done. */
  readonly latencies: readonly number[];
  /** What the first failure said. */
  readonly firstFailure: string | undefined;
};

export type ClosedLoop = {
  readonly clients: number;
  /** Stops asking after so long … */
  readonly milliseconds: number;
  /** … or after so many, whichever is first. */
  readonly most?: number;
  /** Does the n-th piece of work, counted over all clients from 0. */
  readonly work: (n: number, client: number) => Promise<unknown>;
};

/** Runs a closed loop of clients. A piece of work that throws is counted as failed and does not end the run. */
export async function closedLoop({ clients, milliseconds, most, work }: ClosedLoop): Promise<LoadReport> {
  const latencies: number[] = [];
  let next = 0;
  let failed = 0;
  let firstFailure: string | undefined;
  const startedAt = performance.now();
  const end = startedAt + milliseconds;

  const client = async (index: number): Promise<void> => {
    while (performance.now() < end && next < (most ?? Number.POSITIVE_INFINITY)) {
      const began = performance.now();
      try {
        await work(next++, index);
        latencies.push(performance.now() - began);
      } catch (error) {
        failed += 1;
        firstFailure ??= error instanceof Error ? error.message : String(error);
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, index) => client(index)));

  const seconds = (performance.now() - startedAt) / 1000;
  return { done: latencies.length, failed, seconds, perSecond: latencies.length / seconds, latencies, firstFailure };
}
