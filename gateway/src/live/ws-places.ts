import { createConcurrencyLimiter } from '../limits/concurrency-limiter.ts';

/** A connection's place, first under its address, then under its account. */
export type WsPlace = {
  /** Moves the connection under its account; false where that has too many. */
  admit(key: string): boolean;
  leave(): void;
};

export type WsPlaces = {
  /** Null where an address has too many connections that have not said who they are. */
  arrive(address: string): WsPlace | null;
};

/** Connections that may be undecided at the same time, from one address: they have three seconds to say who they are. */
const UNDECIDED = 50;

/** Bounds connections, so that nobody keeps others out by holding many on which nothing is asked. */
export function createWsPlaces(most: { readonly total: number; readonly perCaller: number }): WsPlaces {
  const undecided = createConcurrencyLimiter({ total: most.total, perCaller: UNDECIDED });
  const admitted = createConcurrencyLimiter(most);
  return {
    arrive(address) {
      if (undecided.enter(address) !== 'ENTERED') return null;
      let leave = (): void => undecided.leave(address);
      return {
        admit(key) {
          if (admitted.enter(key) !== 'ENTERED') return false;
          leave();
          leave = () => admitted.leave(key);
          return true;
        },
        leave() {
          leave();
          leave = () => undefined;
        },
      };
    },
  };
}
