import { type LeasedSweeper, leaseEnd, startLeasedSweeper } from '../sweeping/leased-sweeper.ts';
import { revisePage } from './use-cases/revise-page.ts';
import { type RevisionDeps, versionOf } from './use-cases/start-revision.ts';

export type RevisionSweeperOptions = {
  readonly deps: RevisionDeps;
  readonly now: () => Date;
  /** 0 never sweeps by itself. */
  readonly everyMs: number;
  readonly onProblem: (message: string, error: unknown) => void;
};

/**
 * Carries revisions on, a page a claim, on whichever replica is free; what it handles are tickets looked at. While replicas are replaced
 * one after another, only those that know the rules of a revision take it up.
 */
export const startRevisionSweeper = ({ deps, now, everyMs, onProblem }: RevisionSweeperOptions): LeasedSweeper => {
  const rules = [...deps.packs.values()].map((pack) => versionOf(deps, pack));
  return startLeasedSweeper({
    name: 'revision',
    countDue: (most) => deps.revisions.countDue(rules, now(), most),
    claim: () => deps.revisions.claim(rules, now(), leaseEnd(now())),
    handle: (revision) => revisePage(deps, revision, now),
    everyMs,
    onProblem,
  });
};
