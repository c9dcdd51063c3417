import { type SealDeps, sealChain, type Territory } from './use-cases/seal-chain.ts';

export type SealingOptions = {
  readonly territories: readonly Territory[];
  readonly everyMs: number;
  readonly now: () => Date;
  readonly onProblem: (message: string, error: unknown) => void;
};

/** Seals every chain again and again until stopped. */
export function startSealing(deps: SealDeps, options: SealingOptions): { stop(): Promise<void> } {
  const { territories, everyMs, now, onProblem } = options;
  let stopped = false;

  const sealAll = async (): Promise<void> => {
    for (const territory of territories) {
      if (stopped) return;
      const sealing = await sealChain(deps, territory, now());
      if (sealing.kind === 'BROKEN') onProblem(`AUDIT CHAIN BROKEN in ${territory.jurisdiction}`, sealing.problem);
    }
  };
  const round = (): Promise<void> =>
    sealAll().catch((error: unknown) => onProblem('audit chains stay unsealed', error));

  let running = round();
  const timer = setInterval(() => {
    running = running.then(round);
  }, everyMs);
  timer.unref();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
