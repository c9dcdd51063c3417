export type Places = {
  /** Undefined when there is one at once, a promise when there is a queue. @throws NoPlace when the queue is full, likewise rejects when the wait was too long */
  take(signal: AbortSignal): Promise<void> | undefined;
  /** Gives it to whoever has waited longest. */
  leave(): void;
  readonly taken: number;
  readonly waiting: number;
};

export type PlacesOptions = {
  readonly places: number;
  /** Most that wait. */
  readonly queue: number;
  readonly waitMs: number;
};

/** Nobody more is let in: there are too many already. */
export class NoPlace extends Error {}

type Waiting = { readonly enter: () => void };

/**
 * Bounds what is asked of one subgraph at the same time. Without it a subgraph that answers slowly would gather requests until the
 * gateway's memory is theirs; with it the ones over the bound hear so at once, and the other subgraphs' go on.
 */
export function createPlaces({ places, queue, waitMs }: PlacesOptions): Places {
  // A Set keeps the order of arrival and lets one in the middle go.
  const waiting = new Set<Waiting>();
  let taken = 0;

  const wait = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        waiting.delete(one);
        settle();
      };
      const onAbort = (): void => end(() => reject(new DOMException('nobody waits for it', 'AbortError')));
      const one = { enter: () => end(resolve) };
      const timer = setTimeout(() => end(() => reject(new NoPlace('waited too long'))), waitMs);
      signal.addEventListener('abort', onAbort);
      waiting.add(one);
    });

  return {
    take(signal) {
      if (taken < places) {
        taken += 1;
        return undefined;
      }
      if (waiting.size >= queue) throw new NoPlace('the queue is full');
      return wait(signal);
    },
    leave() {
      const [next] = waiting;
      // The place goes from hand to hand, so nobody who comes in between is quicker.
      if (next) next.enter();
      else taken -= 1;
    },
    get taken() {
      return taken;
    },
    get waiting() {
      return waiting.size;
    },
  };
}
