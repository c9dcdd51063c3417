import { systemScope } from '@gridlink/subgraph-kit';
import { type LeasedSweeper, leaseEnd, startLeasedSweeper } from '../sweeping/leased-sweeper.ts';
import { SYSTEM_ACTOR } from '../ticket/domain/actor.ts';
import { decideSuggestion } from './domain/decide.ts';
import type { SuggestionDeps } from './use-cases/deps.ts';
import { suggestionCircumstances } from './use-cases/perform-suggestion-command.ts';
import type { StoredSuggestion } from './use-cases/suggestion-repository.ts';

export type OverdueAnswersOptions = {
  readonly deps: SuggestionDeps;
  readonly now: () => Date;
  /** 0 never sweeps by itself. */
  readonly everyMs: number;
  readonly onProblem: (message: string, error: unknown) => void;
};

const SCOPE = systemScope('limits run for every suggestion');

/** Raises answers that are owed and late; what it handles are suggestions for which this replica did. */
export function startOverdueAnswers({ deps, now, everyMs, onProblem }: OverdueAnswersOptions): LeasedSweeper {
  const raise = async (stored: StoredSuggestion): Promise<number> => {
    const at = now();
    const call = { actor: SYSTEM_ACTOR, now: at, idempotencyKey: null };
    const circumstances = suggestionCircumstances(deps, stored.state, { ...call, units: new Map() });
    const decision = decideSuggestion(stored.state, { type: 'passTime' }, circumstances);
    if (decision.kind === 'REFUSED' || decision.verbs.length === 0) return 0;
    // MOVED: a command came between; it has raised it itself.
    const written = await deps.suggestions.save(stored, decision, { now: at, traceparent: undefined });
    return written === 'STORED' ? 1 : 0;
  };

  return startLeasedSweeper({
    name: 'suggestion',
    countDue: (most) => deps.suggestions.countDue(SCOPE, now(), most),
    claim: () => deps.suggestions.claimDue(SCOPE, now(), leaseEnd(now())),
    handle: raise,
    everyMs,
    onProblem,
  });
}
