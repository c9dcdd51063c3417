import { environmentSchema, startGateway } from '@gridlink/gateway';
import { readContestantSettings } from './contestant-settings.ts';
import { sayReady } from './say-ready.ts';

const { supergraph, subgraphs, gatewayKey, environment, shields } = readContestantSettings();
const addresses = Object.entries(subgraphs).map(([name, url]) => [`SUBGRAPH_${name.toUpperCase()}_URL`, url]);

const parsed = environmentSchema.parse({
  ...environment,
  ...Object.fromEntries(addresses),
  GATEWAY_KEY: gatewayKey,
  PORT: '0',
  LOG_LEVEL: 'warn',
});
const gateway = await startGateway(parsed, { supergraph, shields });
sayReady(`${gateway.url}/graphql`);
