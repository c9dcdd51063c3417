/** Keys that something was found out about a short while ago. Holds only those: what is older is gone with the next that is noted. */
export type Recently = {
  has(key: string): boolean;
  note(key: string): void;
  readonly size: number;
};

/** @param forMs how long a note counts */
export function createRecently(forMs: number, now: () => number): Recently {
  const until = new Map<string, number>();
  /** Notes are in the order of their ends, since each is put behind all others. */
  const forgetOld = (): void => {
    for (const [key, end] of until) {
      if (end > now()) return;
      until.delete(key);
    }
  };
  return {
    has: (key) => (until.get(key) ?? 0) > now(),
    note(key) {
      until.delete(key);
      forgetOld();
      until.set(key, now() + forMs);
    },
    get size() {
      return until.size;
    },
  };
}
