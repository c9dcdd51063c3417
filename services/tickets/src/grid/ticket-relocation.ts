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
};

const LOOK_EVERY_MS = 500;

/**
 * Looks for the grids of unlocated tickets once after any number of changes to the map, not once a grid: an import publishes thousands.
 * Every jurisdiction is looked at once at the start, for what a crash left undone.
 */
export function startTicketRelocation({ jurisdictions, locate, onProblem }: RelocationOptions): TicketRelocation {
  let changed = new Set<string>(jurisdictions);
  let running = true;

  const lookOnce = async (): Promise<void> => {
    const now = changed;
    changed = new Set();
    for (const jurisdiction of now) {
      await locate(jurisdiction).catch((error: unknown) => {
        changed.add(jurisdiction);
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
      changed.add(jurisdiction);
    },
    async stop() {
      running = false;
      await loop;
    },
  };
}
