import { systemScope } from '@gridlink/subgraph-kit';
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
  readonly onRaised?: (tickets: number) => void;
};

export type AlarmSweeper = {
  /** Handles everything due; the number of tickets whose alarms this replica raised. */
  sweep(): Promise<number>;
  stop(): Promise<void>;
};

const SCOPE = systemScope('clocks run for every ticket');

/** How many tickets one replica has in hand at a time. */
const CLAIM = 20;
/** A claim of a replica that died is free again after this long. */
const LEASE_MS = 30_000;

/**
 * Raises reminders and lateness. Any number of replicas may sweep: a claim hides a ticket from the others for the lease,
 * and the guarded write lets each alarm happen once even when a claim has run out under a slow replica.
 */
export function startAlarmSweeper({ deps, now, everyMs, onProblem, onRaised }: SweeperOptions): AlarmSweeper {
  const claim = (): Promise<StoredTicket | null> => {
    const at = now();
    return deps.tickets.claimDue(SCOPE, at, new Date(at.getTime() + LEASE_MS));
  };

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

  const lane = async (): Promise<number> => {
    let raised = 0;
    for (let stored = await claim(); stored; stored = await claim()) {
      raised += await raise(stored).catch((error: unknown) => {
        onProblem('alarm', error);
        return 0;
      });
    }
    return raised;
  };

  const sweep = async (): Promise<number> => {
    const due = await deps.tickets.countDue(SCOPE, now(), CLAIM);
    const lanes = await Promise.all(Array.from({ length: Math.min(due, CLAIM) }, lane));
    const total = lanes.reduce((sum, raised) => sum + raised, 0);
    onRaised?.(total);
    return total;
  };

  let running = everyMs > 0;
  const loop = (async () => {
    while (running) {
      await sweep().catch((error: unknown) => onProblem('alarm sweep', error));
      for (let waited = 0; running && waited < everyMs; waited += 50) {
        await new Promise((resolve) => setTimeout(resolve, 50));
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
