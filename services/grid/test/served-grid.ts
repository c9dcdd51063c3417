import type { Caller } from '@gridlink/contracts';
import { createLogger } from '@gridlink/subgraph-kit';
import {
  createTestGateway,
  type GraphqlAnswer,
  natsServer,
  type TestDatabase,
  type TestGateway,
  testDatabase,
  testPrefix,
} from '@gridlink/test-kit';
import type { Environment } from '../src/environment.ts';
import { type GridService, startService } from '../src/service.ts';
import { CALLERS, PUYANG_DIVISIONS, ZHENGZHOU_DIVISIONS } from './land.ts';

/** The service as clients meet it: served, with its own database and event prefix. */
export type ServedGrid = {
  readonly service: GridService;
  readonly database: TestDatabase;
  readonly prefix: string;
  ask<Data = Answer>(caller: Caller, query: string, variables?: Record<string, unknown>): Promise<GraphqlAnswer<Data>>;
  /** The answer's data, or a failure that shows the errors. */
  get<Data = Answer>(caller: Caller, query: string, variables?: Record<string, unknown>): Promise<Data>;
  /** Another replica on the same database and broker. */
  replica(): Promise<GridService>;
  stop(): Promise<void>;
};

// Answers are looked into field by field; the schema is what types them.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Answer = any;

export async function serveGrid(options: { readonly now?: () => Date } = {}): Promise<ServedGrid> {
  const [gateway, database] = await Promise.all([createTestGateway(), testDatabase('grid')]);
  const prefix = testPrefix();
  const environment = environmentFor(gateway, database, prefix);
  const start = () => startService(environment, { ...options, log: createLogger('grid', 'silent') });
  const service = await start();
  const replicas: GridService[] = [];
  const ask = <Data>(caller: Caller, query: string, variables?: Record<string, unknown>) =>
    gateway.ask<Data>({ url: service.url, subgraph: 'grid', caller }, query, variables);
  return {
    service,
    database,
    prefix,
    ask,
    async get<Data>(caller: Caller, query: string, variables?: Record<string, unknown>) {
      const { data, errors } = await ask<Data>(caller, query, variables);
      if (errors.length > 0 || !data) throw new Error(JSON.stringify(errors));
      return data;
    },
    async replica() {
      const other = await start();
      replicas.push(other);
      return other;
    },
    async stop() {
      await Promise.all([service, ...replicas].map((one) => one.stop()));
      await database.close();
    },
  };
}

const environmentFor = (gateway: TestGateway, database: TestDatabase, prefix: string): Environment => ({
  HOST: '127.0.0.1',
  PORT: 0,
  ADMIN_PORT: 0,
  REUSE_PORT: 'off',
  DRAIN_MS: 0,
  LOG_LEVEL: 'silent',
  MONGODB_URI: database.uri,
  MONGODB_DATABASE: database.name,
  COUNT_COMMANDS: 'by-name',
  NATS_URL: natsServer().url,
  NATS_CREDENTIALS: natsServer().credentials,
  NATS_REPLICAS: 1,
  EVENT_PREFIX: prefix,
  GATEWAY_JWKS: gateway.keys as Environment['GATEWAY_JWKS'],
});

const IMPORT_DIVISIONS = /* GraphQL */ `
  mutation ($input: ImportDivisionsInput!) {
    importDivisions(input: $input) {
      rows { row code outcome messages userErrors { code field } }
      userErrors { code field message }
    }
  }
`;

const IMPORT_GRIDS = /* GraphQL */ `
  mutation ($input: ImportGridsInput!) {
    importGrids(input: $input) {
      rows { row code outcome messages userErrors { code field message article } }
      userErrors { code field message }
    }
  }
`;

export const importDivisions = async (
  grid: ServedGrid,
  input: Readonly<Record<string, unknown>>,
  caller: Caller = CALLERS.platformAdmin,
) => (await grid.get(caller, IMPORT_DIVISIONS, { input })).importDivisions;

export const importGrids = async (
  grid: ServedGrid,
  input: Readonly<Record<string, unknown>>,
  caller: Caller = CALLERS.countyCoordinator,
) =>
  (await grid.get(caller, IMPORT_GRIDS, { input: { jurisdiction: 'zhengzhou', publish: true, ...input } })).importGrids;

/** Both cities' divisions, as every test of grids needs them. */
export async function settleTheLand(grid: ServedGrid): Promise<void> {
  await importDivisions(grid, { jurisdiction: 'zhengzhou', rows: ZHENGZHOU_DIVISIONS });
  await importDivisions(grid, { jurisdiction: 'puyang', rows: PUYANG_DIVISIONS });
}
