/** When a crashed process is started again. Milliseconds. */
export type RestartPolicy = {
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** Having lived this long, a process starts with the first pause again. */
  readonly healthyAfterMs: number;
  /** So many crashes before it was ever ready mean that it cannot start. */
  readonly attemptsToStart: number;
};

/** Used unless told otherwise. */
export const defaultRestartPolicy: RestartPolicy = {
  firstPauseMs: 250,
  longestPauseMs: 5_000,
  healthyAfterMs: 10_000,
  attemptsToStart: 3,
};

/** The pause before the next start, doubled with each crash in a row. */
export function pauseBeforeRestart(policy: RestartPolicy, crashesInARow: number): number {
  return Math.min(policy.longestPauseMs, policy.firstPauseMs * 2 ** Math.max(0, crashesInARow - 1));
}

/** Counts crashes in a row: a long healthy life forgives the ones before. */
export function crashesAfter(policy: RestartPolicy, before: number, livedMs: number): number {
  return livedMs >= policy.healthyAfterMs ? 1 : before + 1;
}
