import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import httpTransport from '@graphql-mesh/transport-http';
import { readContestantSettings } from './contestant-settings.ts';
import { sayReady } from './say-ready.ts';
import { callSigner } from './signing.ts';
import { supergraphAt } from './supergraph-at.ts';

const { supergraph, subgraphs, planner } = readContestantSettings();
const sign = await callSigner();

const runtime = createGatewayRuntime({
  supergraph: supergraphAt(supergraph, subgraphs),
  ...(planner === 'rust' ? { unifiedGraphHandler } : {}),
  logging: false,
  transports: { http: httpTransport },
  graphiql: false,
  landingPage: false,
  plugins: () => [
    {
      async onFetch({ url, options, setOptions }) {
        setOptions({ ...options, headers: { ...options.headers, ...(await sign(url, String(options.body))) } });
      },
    },
  ],
});
const server = createServer(runtime);
server.listen(0, '127.0.0.1', () => {
  sayReady(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
});
