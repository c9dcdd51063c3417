import { createLogger, parseEnvironment, runService } from '@gridlink/subgraph-kit';
import { environmentSchema } from './environment.ts';
import { startService } from './service.ts';

const environment = parseEnvironment(environmentSchema);
const log = createLogger('dataexchange', environment.LOG_LEVEL);

await runService(log, () => startService(environment, { log }));
