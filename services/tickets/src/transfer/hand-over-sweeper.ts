import { systemScope } from '@gridlink/subgraph-kit';
import { type LeasedSweeper, leaseEnd, startLeasedSweeper } from '../sweeping/leased-sweeper.ts';
import type { TicketDeps } from '../ticket/use-cases/deps.ts';
import { finishRedactions } from '../ticket/use-cases/finish-redactions.ts';
import { handOver } from '../ticket/use-cases/hand-over.ts';

export type HandOverOptions = {
  readonly deps: TicketDeps;
  readonly now: () => Date;
  /** 0 never sweeps by itself. */
  readonly everyMs: number;
  readonly onProblem: (message: string, error: unknown) => void;
};

const SCOPE = systemScope('what was taken over is opened over there');

/** Finishes what nobody finished: tickets taken over whose ticket in the other jurisdiction is not open yet, words it agreed to redact. */
export function startHandOverSweeper({ deps, now, everyMs, onProblem }: HandOverOptions): LeasedSweeper {
  const { tickets } = deps;
  return startLeasedSweeper({
    name: 'hand-over',
    countDue: (most) => tickets.countHandOvers(SCOPE, now(), most),
    claim: () => tickets.claimHandOver(SCOPE, now(), leaseEnd(now())),
    handle: async (stored) => {
      const mark = { now: now(), traceparent: undefined };
      const handed = await handOver(deps, stored, mark);
      const redacted = await finishRedactions(deps, stored, mark);
      return handed === null && redacted === 0 ? 0 : 1;
    },
    everyMs,
    onProblem,
  });
}
