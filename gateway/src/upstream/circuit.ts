export type CircuitState = 'CLOSED' | 'OPEN' | 'TRYING';

/** What became of a call: it was answered (also with an error), it took too long, or nobody can say because it was dropped. */
export type CircuitOutcome = 'ANSWERED' | 'TIMED_OUT' | 'DROPPED';

export type Circuit = {
  /** Null when the call may go out, else how many seconds to wait. What may go out has to be `settled`. */
  admit(): number | null;
  settled(outcome: CircuitOutcome): void;
  readonly state: CircuitState;
};

export type CircuitOptions = {
  /** Calls in a row that took too long before no more are made. */
  readonly timeouts: number;
  readonly pauseMs: number;
  /** Milliseconds. */
  readonly now: () => number;
};

/**
 * Stops asking a subgraph that answers nobody in time: its callers would each wait for the whole timeout and hold their place. After
 * a pause one call tries again; it decides for the rest.
 */
export function createCircuit({ timeouts, pauseMs, now }: CircuitOptions): Circuit {
  let state: CircuitState = 'CLOSED';
  let inRow = 0;
  let openUntil = 0;

  const open = (): void => {
    state = 'OPEN';
    openUntil = now() + pauseMs;
  };
  return {
    admit() {
      if (state === 'CLOSED') return null;
      if (state === 'TRYING') return Math.ceil(pauseMs / 1_000);
      const left = openUntil - now();
      if (left > 0) return Math.ceil(left / 1_000);
      state = 'TRYING';
      return null;
    },
    settled(outcome) {
      if (outcome === 'ANSWERED') {
        state = 'CLOSED';
        inRow = 0;
      } else if (outcome === 'TIMED_OUT') {
        inRow += 1;
        if (state === 'TRYING' || inRow >= timeouts) open();
      } else if (state === 'TRYING') {
        // The try has shown nothing: the next call is one.
        state = 'OPEN';
      }
    },
    get state() {
      return state;
    },
  };
}
