const LONGEST_WAIT_MS = 60_000;

/** What has arrived, and who waits for what. */
export function keepAccount() {
  const arrived = new Set<string>();
  const waiting = new Map<string, () => void>();
  return {
    note(code: string): void {
      arrived.add(code);
      waiting.get(code)?.();
      waiting.delete(code);
    },
    until(code: string): Promise<void> {
      if (arrived.has(code)) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const late = (): void => reject(new Error(`the event of ${code} did not arrive in ${LONGEST_WAIT_MS} ms`));
        const timer = setTimeout(late, LONGEST_WAIT_MS);
        waiting.set(code, () => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
  };
}
