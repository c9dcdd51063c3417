import { createLogger, parseEnvironment, runService } from '@gridlink/subgraph-kit';
import { environmentSchema } from './environment.ts';
import { startGateway } from './service.ts';

const environment = parseEnvironment(environmentSchema);
const log = createLogger('gateway', environment.LOG_LEVEL);
await runService(log, async () => {
  const gateway = await startGateway(environment, { log });
  // As everywhere: look at your files again.
  process.on('SIGHUP', () => void gateway.reload());
  return gateway;
});
