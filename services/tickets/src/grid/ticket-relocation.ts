export type TicketRelocation = {
  /** The jurisdiction's map has changed. */
  mark(jurisdiction: string): void;
  stop(): Promise<void>;
};

export type RelocationOptions = {
  readonly jurisdictions: Iterable<string>;
  /** Gives the jurisdiction's unlocated tickets their grids. */
  readonly locate: (jurisdiction: string) => Promise<unknown>;
  readonly onProblem: (message: string, error: unknown) => void;
  /** What failed is left alone for so long. */
  readonly restMs?: number;
};

const LOOK_EVERY_MS = 500;
const REST_MS = 30_000;

/**
 * Looks for the grids of unlocated tickets once after any number of changes to the map, not once a grid: an import publishes thousands.
 * Every jurisdiction is looked at once at the start, for what a crash left undone.
 */
export function startTicketRelocation(options: RelocationOptions): TicketRelocation {
  const { jurisdictions, locate, onProblem, restMs = REST_MS } = options;
  /** From when each is to be looked at, by the process's own clock. */
  const changed = new Map<string, number>([...jurisdictions].map((jurisdiction) => [jurisdiction, 0]));
  let running = true;

  const lookOnce = async (): Promise<void> => {
    const due = [...changed].filter(([, from]) => from <= performance.now());
    for (const [jurisdiction] of due) {
      changed.delete(jurisdiction);
      await locate(jurisdiction).catch((error: unknown) => {
        // Marked meanwhile or not: it rests, since it would fail again.
        changed.set(jurisdiction, performance.now() + restMs);
        onProblem('relocation', error);
      });
    }
  };

  const loop = (async () => {
    while (running) {
      await lookOnce();
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  })();

  return {
    mark: (jurisdiction) => {
      // One that rests after a failure is looked at when that is over.
      if (!changed.has(jurisdiction)) changed.set(jurisdiction, 0);
    },
    async stop() {
      running = false;
      await loop;
    },
  };
}
