import { systemScope } from '@gridlink/subgraph-kit';
import { type LeasedSweeper, leaseEnd, startLeasedSweeper } from '../sweeping/leased-sweeper.ts';
import type { EvidenceDeps } from './use-cases/deps.ts';
import { isEvidence } from './use-cases/find-readable.ts';

export type EvidenceSweeperOptions = {
  readonly deps: Pick<EvidenceDeps, 'files' | 'store' | 'tickets'>;
  readonly now: () => Date;
  /** 0 never sweeps by itself. */
  readonly everyMs: number;
  readonly onProblem: (message: string, error: unknown) => void;
};

const SCOPE = systemScope('what belongs to no ticket is not kept');

/** Removes files that no ticket came for, and what is left of uploads whose process died. What it handles are files removed. */
export function startEvidenceSweeper({ deps, now, everyMs, onProblem }: EvidenceSweeperOptions): LeasedSweeper {
  const { files, store, tickets } = deps;
  return startLeasedSweeper({
    name: 'evidence',
    countDue: (most) => files.countExpired(SCOPE, now(), most),
    claim: () => files.claimExpired(SCOPE, now(), leaseEnd(now())),
    async handle({ id }) {
      // The tickets themselves say what is evidence: a process may have died between a command and its note here.
      if (await isEvidence(tickets, id)) {
        await files.attach(SCOPE, [id]);
        return 0;
      }
      // The content first: a record without content is found again, content without a record never is.
      await store.delete(id);
      await files.drop(SCOPE, id);
      return 1;
    },
    everyMs,
    onProblem,
  });
}
