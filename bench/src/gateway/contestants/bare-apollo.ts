// Its library starts a telemetry exporter unless told not to; before it is loaded.
process.env.APOLLO_TELEMETRY_DISABLED = '1';

import { readContestantSettings } from './contestant-settings.ts';
import { sayReady } from './say-ready.ts';
import { callSigner } from './signing.ts';

const { ApolloGateway, RemoteGraphQLDataSource } = await import('@apollo/gateway');
const { ApolloServer } = await import('@apollo/server');
const { startStandaloneServer } = await import('@apollo/server/standalone');

const { supergraph, subgraphs } = readContestantSettings();
const sign = await callSigner();

/** The default data source with its default fetcher; only the header is added. */
function signedSource(url: string) {
  const source = new RemoteGraphQLDataSource({ url });
  const { fetcher } = source;
  source.fetcher = async (address, init) => {
    const headers = { ...init?.headers, ...(await sign(String(address), String(init?.body))) };
    return fetcher(address, { ...init, headers });
  };
  return source;
}

const gateway = new ApolloGateway({
  supergraphSdl: supergraph,
  buildService: ({ name }) => signedSource(subgraphs[name] ?? ''),
});
const server = new ApolloServer({ gateway, stopOnTerminationSignals: false });
const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
sayReady(url);
