/** How what is due is taken and hidden from every other replica for the lease. */
type Claiming<Claimed> =
  /** One piece; null when there is none. */
  | { readonly claim: () => Promise<Claimed | null> }
  /** A batch, for work that falls due in masses; empty when there is none. */
  | { readonly claimBatch: () => Promise<readonly Claimed[]> };

export type LeasedSweep<Claimed> = Claiming<Claimed> & {
  /** What the sweeper is for, as its problems are logged: `alarm`. */
  readonly name: string;
  /** At most `most` of what is due and in nobody's hand; a cheap look before lanes are opened. */
  readonly countDue: (most: number) => Promise<number>;
  /** Does what is due; answers how much was done. It may run again elsewhere once its lease is over, so it guards its own writes. */
  readonly handle: (claimed: Claimed) => Promise<number>;
  /** 0 never sweeps by itself. */
  readonly everyMs: number;
  readonly onProblem: (message: string, error: unknown) => void;
  /** After every look, with the seconds it took. */
  readonly onSwept?: (handled: number, seconds: number) => void;
};

export type LeasedSweeper = {
  /** Handles everything due; how much this replica did. */
  sweep(): Promise<number>;
  stop(): Promise<void>;
};

/** How many one replica has in hand at a time. */
const IN_HAND = 20;
/** A claim of a replica that died is free again after this long. */
const LEASE_MS = 30_000;
/** Where something was due more is likely to be: the next look comes sooner, so that what falls due in masses is not a look late. */
const BUSY_MS = 250;
/** How soon a stop is noticed. */
const TICK_MS = 50;

/**
 * Work that falls due, done by any number of replicas: a claim hides a piece from the others for the lease, and what `handle` writes is
 * guarded, so that it happens once even when a claim has run out under a slow replica.
 */
export function startLeasedSweeper<Claimed>(work: LeasedSweep<Claimed>): LeasedSweeper {
  const { name, countDue, handle, everyMs, onProblem, onSwept } = work;

  /** What is claimed and not begun yet; whoever finds nothing here claims for all. */
  const inHand: Claimed[] = [];
  let claiming: Promise<void> | undefined;
  /** A claim of this look came back empty: no lane tries again before the next look. */
  let isDry = false;

  const claimMore = async (): Promise<void> => {
    const claimed = 'claimBatch' in work ? await work.claimBatch() : [await work.claim()].filter((one) => one !== null);
    inHand.push(...claimed);
    isDry = claimed.length === 0;
  };

  const next = async (): Promise<Claimed | undefined> => {
    while (inHand.length === 0) {
      if (isDry) return undefined;
      claiming ??= claimMore().finally(() => {
        claiming = undefined;
      });
      await claiming;
    }
    return inHand.shift();
  };

  const lane = async (): Promise<number> => {
    let handled = 0;
    for (let claimed = await next(); claimed !== undefined; claimed = await next()) {
      handled += await handle(claimed).catch((error: unknown) => {
        onProblem(name, error);
        return 0;
      });
    }
    return handled;
  };

  const sweep = async (): Promise<number> => {
    const began = performance.now();
    isDry = false;
    const due = await countDue(IN_HAND);
    const lanes = await Promise.all(Array.from({ length: Math.min(due, IN_HAND) }, lane));
    const total = lanes.reduce((sum, handled) => sum + handled, 0);
    onSwept?.(total, (performance.now() - began) / 1_000);
    return total;
  };

  let running = everyMs > 0;
  const loop = (async () => {
    while (running) {
      const handled = await sweep().catch((error: unknown) => {
        onProblem(`${name} sweep`, error);
        return 0;
      });
      const pauseMs = handled > 0 ? Math.min(everyMs, BUSY_MS) : everyMs;
      for (let waited = 0; running && waited < pauseMs; waited += TICK_MS) {
        await new Promise((resolve) => setTimeout(resolve, TICK_MS));
      }
    }
  })();

  return {
    sweep,
    async stop() {
      running = false;
      await loop;
    },
  };
}

/** When a claim made now runs out. */
export const leaseEnd = (now: Date): Date => new Date(now.getTime() + LEASE_MS);
