import { systemScope } from '@gridlink/subgraph-kit';
import { type LeasedSweeper, leaseEnd, startLeasedSweeper } from '../sweeping/leased-sweeper.ts';
import type { TicketDeps } from '../ticket/use-cases/deps.ts';
import { handOver } from '../ticket/use-cases/hand-over.ts';

export type HandOverOptions = {
  readonly deps: TicketDeps;
  readonly now: () => Date;
  /** 0 never sweeps by itself. */
  readonly everyMs: number;
  readonly onProblem: (message: string, error: unknown) => void;
};

const SCOPE = systemScope('what was taken over is opened over there');

/** Finishes what nobody finished: tickets taken over whose ticket in the other jurisdiction is not open yet. */
export function startHandOverSweeper({ deps, now, everyMs, onProblem }: HandOverOptions): LeasedSweeper {
  const { tickets } = deps;
  return startLeasedSweeper({
    name: 'hand-over',
    countDue: (most) => tickets.countHandOvers(SCOPE, now(), most),
    claim: () => tickets.claimHandOver(SCOPE, now(), leaseEnd(now())),
    handle: async (stored) => ((await handOver(deps, stored, { now: now(), traceparent: undefined })) === null ? 0 : 1),
    everyMs,
    onProblem,
  });
}
