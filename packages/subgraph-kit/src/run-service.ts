import type { Logger } from './logging.ts';
import { giveMemoryBackAtRest } from './memory-at-rest.ts';

export type RunningService = { stop(): Promise<void> };

const STOP_LIMIT_MS = 10_000;

/**
 * Runs a service until SIGTERM or SIGINT, then stops it in order and leaves with 0; a stop that hangs is cut off.
 * A start that fails is logged and leaves with 1, so that the supervisor or orchestrator tries again.
 */
export async function runService(log: Logger, start: () => Promise<RunningService>): Promise<void> {
  let service: RunningService;
  try {
    service = await start();
  } catch (error) {
    log.fatal({ error: error instanceof Error ? error.stack : error }, 'could not start');
    process.exit(1);
  }
  giveMemoryBackAtRest();
  let stopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    await service.stop().catch((error: unknown) => log.error({ error }, 'stop failed'));
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
