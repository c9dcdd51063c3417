export type ConcurrencyLimit = { readonly total: number; readonly perCaller: number };

export type ConcurrencyLimiter = {
  /** Takes a place, or says who has no more: the caller, or the whole gateway. */
  enter(key: string): 'ENTERED' | 'CALLER_FULL' | 'GATEWAY_FULL';
  leave(key: string): void;
  readonly inside: number;
};

/** Bounds requests at work at the same time: what does not fit is refused at once rather than queued without end. */
export function createConcurrencyLimiter({ total, perCaller }: ConcurrencyLimit): ConcurrencyLimiter {
  const byCaller = new Map<string, number>();
  let inside = 0;
  return {
    enter(key) {
      if (inside >= total) return 'GATEWAY_FULL';
      const own = byCaller.get(key) ?? 0;
      if (own >= perCaller) return 'CALLER_FULL';
      byCaller.set(key, own + 1);
      inside += 1;
      return 'ENTERED';
    },
    leave(key) {
      const own = byCaller.get(key) ?? 0;
      if (own <= 1) byCaller.delete(key);
      else byCaller.set(key, own - 1);
      inside -= 1;
    },
    get inside() {
      return inside;
    },
  };
}
