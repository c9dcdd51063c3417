import { systemScope } from '@gridlink/subgraph-kit';
import { type LeasedSweeper, leaseEnd, startLeasedSweeper } from '../sweeping/leased-sweeper.ts';
import type { DeliberationDeps } from './use-cases/deps.ts';
import { finishRaising } from './use-cases/raise-resolution-tickets.ts';

export type UnraisedTicketsOptions = {
  readonly deps: DeliberationDeps;
  readonly now: () => Date;
  /** 0 never sweeps by itself. */
  readonly everyMs: number;
  readonly onProblem: (message: string, error: unknown) => void;
};

const SCOPE = systemScope('a resolution that was passed becomes tickets');

/** Finishes what nobody finished: minutes that are published and whose tickets are not all made. */
export function startUnraisedTickets({ deps, now, everyMs, onProblem }: UnraisedTicketsOptions): LeasedSweeper {
  const { deliberations } = deps;
  return startLeasedSweeper({
    name: 'deliberation',
    countDue: (most) => deliberations.countUnraised(SCOPE, now(), most),
    claim: () => deliberations.claimUnraised(SCOPE, now(), leaseEnd(now())),
    handle: async ({ state }) =>
      (await finishRaising(deps, state.id, { now: now(), traceparent: undefined })) ? 1 : 0,
    everyMs,
    onProblem,
  });
}
