import type { Line } from './lines.ts';

export type Places = {
  /**
   * Undefined when there is a place at once, a promise when there is a line to wait in.
   * @throws NoPlace when the line is full, likewise rejects when the wait was too long
   */
  take(turn: Turn): Promise<void> | undefined;
  /** Gives it to whoever has waited longest, of each line in turn. */
  leave(): void;
  readonly taken: number;
  readonly waiting: number;
};

export type Turn = {
  readonly signal: AbortSignal;
  readonly line: Line;
  /** Size of what waits. */
  readonly bytes: number;
};

export type LineLimit = {
  /** Most that wait. */
  readonly requests: number;
  /** Most bytes of them together. */
  readonly bytes: number;
  readonly waitMs: number;
};

export type PlacesOptions = { readonly places: number; readonly lines: Readonly<Record<Line, LineLimit>> };

/** Nobody more is let in: there are too many already. */
export class NoPlace extends Error {}

type Waiting = { readonly enter: () => void };

/** One line before a place. */
function createWaitingLine({ requests, bytes: mostBytes, waitMs }: LineLimit) {
  // A Set keeps the order of arrival and lets one in the middle go.
  const waiting = new Set<Waiting>();
  let held = 0;
  return {
    get length() {
      return waiting.size;
    },
    /** True when somebody took the place that became free. */
    next(): boolean {
      const [first] = waiting;
      first?.enter();
      return first !== undefined;
    },
    wait({ signal, bytes }: Turn): Promise<void> {
      if (waiting.size >= requests || held + bytes > mostBytes) throw new NoPlace('the line is full');
      held += bytes;
      return new Promise((resolve, reject) => {
        const end = (settle: () => void): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', onAbort);
          waiting.delete(one);
          held -= bytes;
          settle();
        };
        const onAbort = (): void => end(() => reject(new DOMException('nobody waits for it', 'AbortError')));
        const one = { enter: () => end(resolve) };
        const timer = setTimeout(() => end(() => reject(new NoPlace('waited too long'))), waitMs);
        signal.addEventListener('abort', onAbort);
        waiting.add(one);
      });
    },
  };
}

/**
 * Bounds what is asked of one subgraph at the same time. Without it a subgraph that answers slowly would gather requests until the
 * gateway's memory is theirs; with it the ones over the bound hear so at once, and the other subgraphs' go on. Lines go in turn, so that
 * a long one holds up nobody in the other by more than one request.
 */
export function createPlaces({ places, lines }: PlacesOptions): Places {
  const intake = createWaitingLine(lines.INTAKE);
  const others = createWaitingLine(lines.OTHERS);
  let taken = 0;
  let isIntakesTurn = false;

  return {
    take(turn) {
      if (taken < places) {
        taken += 1;
        return undefined;
      }
      return (turn.line === 'INTAKE' ? intake : others).wait(turn);
    },
    leave() {
      isIntakesTurn = !isIntakesTurn;
      const [first, second] = isIntakesTurn ? [intake, others] : [others, intake];
      // The place goes from hand to hand, so nobody who comes in between is quicker.
      if (!first.next() && !second.next()) taken -= 1;
    },
    get taken() {
      return taken;
    },
    get waiting() {
      return intake.length + others.length;
    },
  };
}
