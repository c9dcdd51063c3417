import { SUBGRAPHS } from '@gridlink/contracts';
import { environmentSchema, startGateway } from '@gridlink/gateway';
import { createLogger, json, startHttpFront } from '@gridlink/subgraph-kit';
import { createTestGateway, natsServer } from '@gridlink/test-kit';
import type { TokenOffice } from '../../../gateway/test/fixture/token-office.ts';

/** The gateway of the committed graph before subgraphs that only count who comes: what is refused in time never gets there. */
export type Sink = { readonly graphql: string; arrived(): number; stop(): Promise<void> };

/** As wide as they go: an operation here asks for everything at once. */
const WIDE = {
  MAX_TOKENS: '100000',
  MAX_DEPTH: '100',
  MAX_ALIASES: '10000',
  MAX_ROOT_FIELDS: '10000',
  MAX_COST: '10000000',
  RATE_PER_SECOND: '1000000',
  RATE_BURST: '1000000',
  PUBLIC_RATE_PER_SECOND: '1000000',
  PUBLIC_RATE_BURST: '1000000',
};

export async function startSink(office: TokenOffice): Promise<Sink> {
  let arrivals = 0;
  const subgraph = await startHttpFront({
    host: '127.0.0.1',
    port: 0,
    onProblem: () => undefined,
    routes: {
      'POST /graphql': async () => {
        arrivals += 1;
        return json(200, { data: {} });
      },
      'GET /ready': async () => json(200, {}),
    },
  });
  const { privateKey } = await createTestGateway();
  const broker = natsServer();
  const gateway = await startGateway(
    environmentSchema.parse({
      ...WIDE,
      GATEWAY_KEY: JSON.stringify(privateKey),
      TOKEN_ISSUER: office.issuer,
      TOKEN_JWKS_URL: office.keySetUrl,
      NATS_URL: broker.url,
      ...(broker.credentials ? { NATS_CREDENTIALS: broker.credentials } : {}),
      ...Object.fromEntries(SUBGRAPHS.map((name) => [`SUBGRAPH_${name.toUpperCase()}_URL`, `${subgraph.url}/graphql`])),
    }),
    { log: createLogger('sink', 'silent') },
  );
  return {
    graphql: `${gateway.url}/graphql`,
    arrived: () => arrivals,
    async stop() {
      await gateway.stop();
      await subgraph.stop();
    },
  };
}
