export type NonceMemory = {
  /** False when the nonce was there already. */
  add(nonce: string): boolean;
};

/** Remembers nonces for at least a lifetime in two halves, so that forgetting costs nothing. `now` gives milliseconds. */
export function createNonceMemory(lifetimeSeconds: number, now: () => number = Date.now): NonceMemory {
  let young = new Set<string>();
  let old = new Set<string>();
  let turnedAt = now();
  return {
    add(nonce) {
      if (now() - turnedAt > lifetimeSeconds * 1000) {
        old = young;
        young = new Set();
        turnedAt = now();
      }
      if (young.has(nonce) || old.has(nonce)) return false;
      young.add(nonce);
      return true;
    },
  };
}
