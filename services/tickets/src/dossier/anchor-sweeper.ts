import { type LeasedSweeper, leaseEnd, startLeasedSweeper } from '../sweeping/leased-sweeper.ts';
import { dayAfter, dayOf, settledAt } from './domain/day.ts';
import type { AnchorTurn } from './persistence/anchor-store.ts';
import { type SealDeps, sealDay } from './use-cases/seal-day.ts';

export type AnchorSweeperOptions = {
  readonly deps: SealDeps;
  readonly jurisdictions: Iterable<string>;
  readonly now: () => Date;
  /** 0 never sweeps by itself. */
  readonly everyMs: number;
  readonly onProblem: (message: string, error: unknown) => void;
};

/** Seals each jurisdiction's days as they end, in their order; what it handles are days. The first one is the day it first starts on. */
export async function startAnchorSweeper(options: AnchorSweeperOptions): Promise<LeasedSweeper> {
  const { deps, jurisdictions, now, everyMs, onProblem } = options;
  const { anchors } = deps;
  const today = dayOf(now());
  for (const jurisdiction of jurisdictions) await anchors.begin(jurisdiction, today, settledAt(today));

  const seal = async (turn: AnchorTurn): Promise<number> => {
    await sealDay(deps, { jurisdiction: turn._id, day: turn.day }, now());
    const next = dayAfter(turn.day);
    await anchors.goOn(turn, next, settledAt(next));
    return 1;
  };

  return startLeasedSweeper({
    name: 'anchor',
    countDue: (most) => anchors.countDue(now(), most),
    claim: () => anchors.claim(now(), leaseEnd(now())),
    handle: seal,
    everyMs,
    onProblem,
  });
}
