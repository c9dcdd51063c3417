import type { ApolloServerPlugin } from '@apollo/server';
import { createBoundedCache } from '../cache/bounded-cache.ts';
import type { GatewayContext } from '../context.ts';
import type { KnownOperation } from './warm-up.ts';

export type RecentOperations = {
  /** Notes every operation that came past the fences. */
  readonly plugin: ApolloServerPlugin<GatewayContext>;
  /** The ones asked last, the latest first. */
  list(): readonly KnownOperation[];
};

const REMEMBERED = 256;
/** What is longer is somebody's one-time question, and remembering it would cost memory. */
const LONGEST = 16_384;

/** What was asked lately, so that a new graph has its plans before the same clients ask it again. */
export function createRecentOperations(): RecentOperations {
  const recent = createBoundedCache<string, KnownOperation>(REMEMBERED);
  return {
    plugin: {
      async requestDidStart() {
        return {
          async executionDidStart({ source, queryHash, request: { operationName } }) {
            if (source.length > LONGEST) return;
            const key = `${queryHash} ${operationName ?? ''}`;
            if (!recent.get(key)) recent.set(key, { query: source, ...(operationName ? { operationName } : {}) });
          },
        };
      },
    },
    list: () => recent.values().toReversed(),
  };
}
