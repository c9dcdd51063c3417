import { countChanged, takeUpAll } from './use-cases/count-changed.ts';
import type { CountingDeps } from './use-cases/figure-deps.ts';
import { continueRebuilds, foundFigures } from './use-cases/rebuild-figures.ts';

export type FigureCounterOptions = {
  readonly deps: CountingDeps;
  readonly now: () => Date;
  /** 0 never counts by itself. */
  readonly everyMs: number;
  readonly onProblem: (message: string, error: unknown) => void;
};

export type FigureCounter = {
  /** Counts what has changed and takes rebuilds to their end. */
  count(): Promise<number>;
  stop(): Promise<void>;
};

/** How soon a stop is noticed. */
const TICK_MS = 50;

/** Keeps the figures up with what they count; any number of replicas. */
export async function startFigureCounter({
  deps,
  now,
  everyMs,
  onProblem,
}: FigureCounterOptions): Promise<FigureCounter> {
  let running = true;
  await foundFigures(deps, now());
  await takeUpAll(deps, now());

  const count = async (): Promise<number> => {
    const counted = await countChanged(deps, { now: now(), onProblem });
    await continueRebuilds(deps, { now, isStopped: () => !running, onProblem });
    return counted;
  };

  const loop = (async () => {
    while (running && everyMs > 0) {
      await count().catch((error: unknown) => onProblem('figures', error));
      for (let waited = 0; running && waited < everyMs; waited += TICK_MS) {
        await new Promise((resolve) => setTimeout(resolve, TICK_MS));
      }
    }
  })();

  return {
    count,
    async stop() {
      running = false;
      await loop;
    },
  };
}
