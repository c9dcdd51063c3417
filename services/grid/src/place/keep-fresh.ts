import type { Logger } from '@gridlink/subgraph-kit';
import type { Atlas } from './atlas.ts';

export type Freshness = {
  /** Throws when the atlas has not been refreshed for so long that its answers cannot be trusted. */
  check(): Promise<void>;
  stop(): Promise<void>;
};

const LOOK_EVERY_MS = 1_500;
const STALE_AFTER_MS = 30_000;

/** Looks every second and a half for what other replicas have written. */
export function keepFresh(atlas: Atlas, log: Logger): Freshness {
  let running = true;
  let freshAt = Date.now();
  let wake = (): void => undefined;

  const loop = (async () => {
    while (running) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, LOOK_EVERY_MS).unref();
      });
      if (!running) return;
      try {
        await atlas.refresh();
        freshAt = Date.now();
      } catch (error) {
        log.warn({ error }, 'the atlas could not be refreshed, it answers from what it has');
      }
    }
  })();

  return {
    async check() {
      const age = Date.now() - freshAt;
      if (age > STALE_AFTER_MS) throw new Error(`boundaries were refreshed last ${Math.round(age / 1000)} s ago`);
    },
    async stop() {
      running = false;
      wake();
      await loop;
    },
  };
}
