import type { Graph } from '../graph.ts';

/** The graph that answers now. It may be replaced at any time, so nobody keeps one: take it for each piece of work. */
export type CurrentGraph = {
  /** Does one piece of work on the newest graph, which lives until the work has ended even when it is replaced meanwhile. */
  use<T>(work: (graph: Graph) => Promise<T>): Promise<T>;
  /** The newest graph, for a look; work on it goes through `use`. */
  readonly newest: Graph;
  /** Later work uses this graph; the one before is stopped once its last work has ended. */
  replace(graph: Graph): void;
  /** Resolves when all graphs have ended their work and are stopped. */
  stop(): Promise<void>;
};

type Held = {
  readonly graph: Graph;
  atWork: number;
  isReplaced: boolean;
  readonly stopped: PromiseWithResolvers<void>;
};

const hold = (graph: Graph): Held => ({ graph, atWork: 0, isReplaced: false, stopped: Promise.withResolvers<void>() });

/** Holds the first graph and whatever replaces it. A replaced graph that cannot be stopped is told and let go. */
export function createCurrentGraph(first: Graph, onProblem: (message: string, error: unknown) => void): CurrentGraph {
  let held = hold(first);
  const ending = new Set<Promise<void>>();

  const stopIfDone = ({ graph, atWork, isReplaced, stopped }: Held): void => {
    if (isReplaced && atWork === 0) graph.stop().then(stopped.resolve, stopped.reject);
  };
  const retire = (old: Held): void => {
    old.isReplaced = true;
    const end = old.stopped.promise
      .catch((error: unknown) => onProblem('a graph did not stop', error))
      .finally(() => ending.delete(end));
    ending.add(end);
    stopIfDone(old);
  };

  return {
    async use(work) {
      const mine = held;
      mine.atWork += 1;
      try {
        return await work(mine.graph);
      } finally {
        mine.atWork -= 1;
        stopIfDone(mine);
      }
    },
    get newest() {
      return held.graph;
    },
    replace(graph) {
      const old = held;
      held = hold(graph);
      retire(old);
    },
    async stop() {
      retire(held);
      await Promise.all(ending);
    },
  };
}
