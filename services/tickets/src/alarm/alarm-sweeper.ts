import { systemScope } from '@gridlink/subgraph-kit';
import { type LeasedSweeper, leaseEnd, startLeasedSweeper } from '../sweeping/leased-sweeper.ts';
import { SYSTEM_ACTOR } from '../ticket/domain/actor.ts';
import { alarmsDue } from '../ticket/domain/deadlines.ts';
import { decide } from '../ticket/domain/decide.ts';
import { circumstancesFor } from '../ticket/use-cases/circumstances.ts';
import type { TicketDeps } from '../ticket/use-cases/deps.ts';
import type { StoredTicket } from '../ticket/use-cases/ticket-repository.ts';

export type SweeperOptions = {
  readonly deps: TicketDeps;
  readonly now: () => Date;
  /** 0 never sweeps by itself. */
  readonly everyMs: number;
  readonly onProblem: (message: string, error: unknown) => void;
  /** After every look, with the seconds it took. */
  readonly onSwept?: (raised: number, seconds: number) => void;
};

const SCOPE = systemScope('clocks run for every ticket');

/** Raises reminders and lateness; what it handles are tickets whose alarms this replica raised. */
export function startAlarmSweeper({ deps, now, everyMs, onProblem, onSwept }: SweeperOptions): LeasedSweeper {
  const raise = async (stored: StoredTicket): Promise<number> => {
    const at = now();
    if (alarmsDue(stored.state.deadlines, at).length === 0) return 0;
    const command = { type: 'passTime' } as const;
    const moment = { actor: SYSTEM_ACTOR, now: at, madeAt: at, idempotencyKey: null, grid: null, scope: SCOPE };
    const circumstances = await circumstancesFor(deps, { state: stored.state, command }, moment);
    const decision = decide(stored.state, command, circumstances);
    if (decision.kind === 'REFUSED') return 0;
    // MOVED: a command came between; it has raised these alarms itself.
    const written = await deps.tickets.save(stored, decision, { now: at, traceparent: undefined });
    return written === 'STORED' ? 1 : 0;
  };

  return startLeasedSweeper({
    name: 'alarm',
    countDue: (most) => deps.tickets.countDue(SCOPE, now(), most),
    claimBatch: () => deps.tickets.claimDue(SCOPE, now(), leaseEnd(now())),
    handle: raise,
    everyMs,
    onProblem,
    ...(onSwept ? { onSwept } : {}),
  });
}
