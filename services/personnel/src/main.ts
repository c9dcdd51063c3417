import { createLogger, parseEnvironment, runService } from '@gridlink/subgraph-kit';
import { environmentSchema } from './environment.ts';
import { SERVICE, startService } from './service.ts';

const environment = parseEnvironment(environmentSchema);
await runService(createLogger(SERVICE, environment.LOG_LEVEL), () => startService(environment));
