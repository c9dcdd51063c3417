import { createLogger, parseEnvironment, runService } from '@gridlink/subgraph-kit';
import { environmentSchema } from './environment.ts';
import { startService } from './service.ts';

const environment = parseEnvironment(environmentSchema);
const log = createLogger('tickets', environment.LOG_LEVEL);
const aheadMs = environment.REHEARSAL_CLOCK_AHEAD_MINUTES * 60_000;
if (aheadMs > 0)
  log.warn({ minutes: environment.REHEARSAL_CLOCK_AHEAD_MINUTES }, 'the clock is set ahead for a rehearsal');
await runService(log, () => startService(environment, { log, aheadMs }));
