import { setTimeout as pause } from 'node:timers/promises';

export type PatienceOptions = {
  /** How long a subgraph may be away before it is given up until it answers again. */
  readonly patienceMs: number;
  /** Milliseconds. */
  readonly now: () => number;
  /** True for an error that says that nothing has reached the subgraph. */
  readonly isRefused: (error: unknown) => boolean;
  /** True for a connection that broke: the subgraph may have done what was asked or not. */
  readonly isBroken: (error: unknown) => boolean;
};

export type Attempt<T> = {
  readonly send: () => Promise<T>;
  /** Whether doing it twice does no harm. */
  readonly isRepeatable: boolean;
  readonly signal: AbortSignal;
};

/** Bridges the moment in which a subgraph restarts: asks again what has not reached it, and a query also when its connection broke. */
export type Patience = <T>(attempt: Attempt<T>) => Promise<T>;

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 400;
/** A question that breaks its connection again and again is perhaps what the subgraph dies of. */
const MOST_BREAKS = 2;

/**
 * All calls share one clock that runs from the first refusal: a subgraph that is away longer costs each of its callers that long at
 * most, and later ones nothing. Whoever waits keeps the place that is counted for the subgraph, so the queue before it is the bound.
 */
export function createPatience({ patienceMs, now, isRefused, isBroken }: PatienceOptions): Patience {
  let awaySince: number | undefined;

  /** Whether an error says that the subgraph is restarting, and has not been for too long. */
  const isRestarting = (error: unknown): boolean => {
    if (!isRefused(error)) return false;
    awaySince ??= now();
    return now() - awaySince < patienceMs;
  };

  /** Resolves when it is time for another try; rejects with the error when there is to be none. */
  const untilNext = async (
    error: unknown,
    { isRepeatable, signal }: Attempt<unknown>,
    tries: number,
  ): Promise<void> => {
    if (signal.aborted) throw error;
    // Most broken connections are old ones: a new one is there at once.
    if (isBroken(error) && isRepeatable && tries <= MOST_BREAKS) return;
    if (!isRestarting(error)) throw error;
    await pause(Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS), undefined, { signal });
  };

  return async (attempt) => {
    for (let tries = 1; ; tries++) {
      try {
        const answer = await attempt.send();
        awaySince = undefined;
        return answer;
      } catch (error) {
        await untilNext(error, attempt, tries);
      }
    }
  };
}
