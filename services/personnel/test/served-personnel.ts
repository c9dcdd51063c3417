import { randomBytes } from 'node:crypto';
import type { Caller, GridSnapshot } from '@gridlink/contracts';
import { createNatsBus, type EventBus } from '@gridlink/event-bus';
import {
  createTestGateway,
  type GraphqlAnswer,
  natsServer,
  type TestDatabase,
  testDatabase,
  testPrefix,
} from '@gridlink/test-kit';
import { exportJWK, generateKeyPair } from 'jose';
import { environmentSchema } from '../src/environment.ts';
import { type PersonnelService, startService } from '../src/service.ts';

export type Ask = <Data = Record<string, never>>(
  caller: Caller,
  query: string,
  variables?: Record<string, unknown>,
) => Promise<GraphqlAnswer<Data>>;

export type ServedPersonnel = {
  readonly service: PersonnelService;
  readonly database: TestDatabase;
  readonly bus: EventBus;
  readonly ask: Ask;
  /** Moves the service's clock. */
  advance(milliseconds: number): void;
  now(): Date;
  publishGrid(grid: GridSnapshot): Promise<void>;
  retireGrid(grid: GridSnapshot, reason: string): Promise<void>;
  stop(): Promise<void>;
};

export const ADMIN_PASSWORD = 'correct horse battery staple';
export const ISSUER = 'https://gateway.example';

async function tokenKey(): Promise<string> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return JSON.stringify({ ...(await exportJWK(pair.privateKey)), kid: 'tokens-1', alg: 'EdDSA' });
}

/** Personnel as it runs in production, in this process: real database, real broker, the gateway's signed identity. */
export async function servePersonnel(): Promise<ServedPersonnel> {
  const [database, gateway] = await Promise.all([testDatabase('personnel'), createTestGateway()]);
  const nats = natsServer();
  const prefix = testPrefix();
  const environment = environmentSchema.parse({
    MONGODB_URI: database.uri,
    MONGODB_DATABASE: database.name,
    COUNT_COMMANDS: 'by-name',
    NATS_URL: nats.url,
    ...(nats.credentials ? { NATS_CREDENTIALS: nats.credentials } : {}),
    EVENT_PREFIX: prefix,
    LOG_LEVEL: 'silent',
    GATEWAY_JWKS: JSON.stringify(gateway.keys),
    TOKEN_KEY: await tokenKey(),
    TOKEN_ISSUER: ISSUER,
    PERSONAL_DATA_KEY: randomBytes(32).toString('base64'),
    ADMIN_PASSWORD,
  });
  let shift = 0;
  const now = (): Date => new Date(Date.now() + shift);
  const service = await startService(environment, { now });
  const bus = await createNatsBus({ ...nats, prefix, name: 'personnel-test' });
  const sequences = new Map<string, number>();

  const publish = async (grid: GridSnapshot, type: string, data: Record<string, unknown>): Promise<void> => {
    const sequence = (sequences.get(grid.id) ?? 0) + 1;
    sequences.set(grid.id, sequence);
    await bus.publish({
      specversion: '1.0',
      id: crypto.randomUUID(),
      source: '/gridlink/grid',
      type,
      subject: grid.code,
      time: now().toISOString(),
      datacontenttype: 'application/json',
      jurisdiction: grid.jurisdiction,
      division: grid.division,
      sequence,
      data,
    });
  };

  return {
    service,
    database,
    bus,
    ask: (caller, query, variables) =>
      gateway.ask({ url: service.url, subgraph: 'personnel', caller }, query, variables),
    advance(milliseconds) {
      shift += milliseconds;
    },
    now,
    publishGrid: (grid) => publish(grid, 'gridlink.grid.grid.published.v1', { grid }),
    retireGrid: (grid, reason) =>
      publish(grid, 'gridlink.grid.grid.retired.v1', {
        gridId: grid.id,
        gridCode: grid.code,
        reason,
        effectiveFrom: now().toISOString(),
      }),
    async stop() {
      await service.stop();
      await bus.close();
      await database.close();
    },
  };
}
