import { systemScope } from '@gridlink/subgraph-kit';
import { type LeasedSweeper, leaseEnd, startLeasedSweeper } from '../sweeping/leased-sweeper.ts';
import { SYSTEM_ACTOR } from '../ticket/domain/actor.ts';
import { packOf } from '../ticket/use-cases/deps.ts';
import { decideInstruction } from './domain/decide.ts';
import type { InstructionDeps } from './use-cases/deps.ts';
import type { StoredInstruction } from './use-cases/instruction-repository.ts';

export type OverdueSweeperOptions = {
  readonly deps: InstructionDeps;
  readonly now: () => Date;
  /** 0 never sweeps by itself. */
  readonly everyMs: number;
  readonly onProblem: (message: string, error: unknown) => void;
};

const SCOPE = systemScope('limits run for every instruction');

/** Raises acknowledgements that were missed; what it handles are instructions for which this replica did. */
export function startOverdueSweeper({ deps, now, everyMs, onProblem }: OverdueSweeperOptions): LeasedSweeper {
  const raise = async (stored: StoredInstruction): Promise<number> => {
    const at = now();
    const circumstances = {
      pack: packOf(deps, stored.state.jurisdiction),
      actor: SYSTEM_ACTOR,
      now: at,
      idempotencyKey: null,
    };
    const decision = decideInstruction(stored.state, { type: 'passTime' }, circumstances);
    if (decision.kind === 'REFUSED' || decision.announcements.length === 0) return 0;
    // MOVED: a command came between; it has raised them itself.
    const written = await deps.instructions.save(stored, decision, { now: at, traceparent: undefined });
    return written === 'STORED' ? 1 : 0;
  };

  return startLeasedSweeper({
    name: 'instruction',
    countDue: (most) => deps.instructions.countDue(SCOPE, now(), most),
    claim: () => deps.instructions.claimDue(SCOPE, now(), leaseEnd(now())),
    handle: raise,
    everyMs,
    onProblem,
  });
}
