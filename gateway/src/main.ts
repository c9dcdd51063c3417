import { createLogger, parseEnvironment, runService } from '@gridlink/subgraph-kit';
import { environmentSchema } from './environment.ts';
import { startGateway } from './service.ts';

const environment = parseEnvironment(environmentSchema);
const log = createLogger('gateway', environment.LOG_LEVEL);
await runService(log, () => startGateway(environment, { log }));
