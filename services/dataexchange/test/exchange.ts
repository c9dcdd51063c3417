import type { Caller, EventEnvelope, TicketSnapshot } from '@gridlink/contracts';
import { createNatsBus, type EventBus } from '@gridlink/event-bus';
import { createLogger } from '@gridlink/subgraph-kit';
import {
  createTestGateway,
  type GraphqlAnswer,
  natsServer,
  type TestDatabase,
  testDatabase,
  testPrefix,
} from '@gridlink/test-kit';
import { environmentSchema } from '../src/environment.ts';
import { startService } from '../src/service.ts';

const JURISDICTION = 'zhengzhou';
export const COUNTY = '410105000000';
export const TOWN = '410105001000';
export const OTHER_TOWN = '410105002000';
export const VILLAGE = '410105001001';

const base = { kind: 'PERSON', jurisdiction: JURISDICTION, division: COUNTY } as const;
const officer = (subject: string, unit: string, roles: Caller['roles'], division: string = COUNTY): Caller => ({
  ...base,
  subject,
  roles,
  division,
  organization: `${division}-${unit}`,
});

/** The people of these stories. */
export const CIVIL = `${COUNTY}-CIVIL_AFFAIRS`;
export const URBAN = `${COUNTY}-URBAN_MANAGEMENT`;
export const HEALTH = `${COUNTY}-HEALTH`;
export const people = {
  civilSteward: officer('civil', 'CIVIL_AFFAIRS', ['DATA_STEWARD']),
  urbanSteward: officer('urban', 'URBAN_MANAGEMENT', ['DATA_STEWARD', 'DEPARTMENT_LEAD']),
  healthSteward: officer('health', 'HEALTH', ['DATA_STEWARD']),
  auditor: { ...base, subject: 'auditor', roles: ['AUDITOR'], division: '410100000000' },
  countyAuditor: { ...base, subject: 'county-auditor', roles: ['AUDITOR'] },
  otherCountyAuditor: { ...base, subject: 'other-auditor', roles: ['AUDITOR'], division: '410103000000' },
  coordinator: { ...base, subject: 'coordinator', roles: ['COUNTY_COORDINATOR'] },
  otherCoordinator: { ...base, subject: 'neighbour', roles: ['COUNTY_COORDINATOR'], division: '410103000000' },
  leader: { ...base, subject: 'leader', roles: ['GRID_LEADER'], division: VILLAGE, grids: ['grid-1'] },
  stranger: {
    subject: 'stranger',
    kind: 'PERSON',
    roles: ['DATA_STEWARD'],
    jurisdiction: 'ningbo',
    division: '330203000000',
    organization: '330203000000-CIVIL_AFFAIRS',
  },
  admin: { ...base, subject: 'admin', roles: ['ADMIN'], division: '410100000000' },
  public: { subject: 'public', kind: 'PUBLIC', roles: ['PUBLIC'] },
} as const satisfies Record<string, unknown>;

export type Exchange = {
  readonly database: TestDatabase;
  readonly bus: EventBus;
  readonly url: string;
  ask<Data = Record<string, never>>(
    who: unknown,
    query: string,
    variables?: Record<string, unknown>,
  ): Promise<GraphqlAnswer<Data>>;
  /** Moves the service's clock. */
  travelTo(instant: string): void;
  travelBack(): void;
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** The service as it runs, on a database and a subject prefix of its own, asked as the gateway asks. */
export async function startExchange(
  overrides: {
    nats?: { url: string; credentials?: string; accountSeed?: string };
    prefix?: string;
    environment?: Record<string, string>;
  } = {},
): Promise<Exchange> {
  const database = await testDatabase('dataexchange');
  const gateway = await createTestGateway();
  const server = overrides.nats ?? natsServer();
  const prefix = overrides.prefix ?? testPrefix();
  const log = createLogger('dataexchange', process.env.TEST_LOG_LEVEL ?? 'silent');
  let clock: Date | undefined;
  const environment = environmentSchema.parse({
    MONGODB_URI: database.uri,
    MONGODB_DATABASE: database.name,
    COUNT_COMMANDS: 'by-name',
    NATS_URL: server.url,
    ...(server.credentials === undefined ? {} : { NATS_CREDENTIALS: server.credentials }),
    ...(overrides.nats?.accountSeed === undefined ? {} : { NATS_ACCOUNT_SEED: overrides.nats.accountSeed }),
    EVENT_PREFIX: prefix,
    GATEWAY_JWKS: JSON.stringify(gateway.keys),
    ...overrides.environment,
  });
  const start = () => startService(environment, { log, now: () => clock ?? new Date() });
  let service = await start();
  const bus = await createNatsBus({ url: server.url, credentials: server.credentials, prefix, name: 'story' });
  return {
    database,
    bus,
    get url() {
      return service.url;
    },
    ask: (who, query, variables) =>
      gateway.ask({ url: service.url, subgraph: 'dataexchange', caller: who as Caller }, query, variables),
    travelTo(instant) {
      clock = new Date(instant);
    },
    travelBack() {
      clock = undefined;
    },
    async restart() {
      await service.stop();
      service = await start();
    },
    async stop() {
      await service.stop();
      await bus.close();
      await database.close();
    },
  };
}

/** A ticket's event as the tickets service publishes it. */
export function ticketEvent(
  verb: string,
  sequence: number,
  ticket: Partial<TicketSnapshot> & { code: string },
): EventEnvelope {
  const snapshot: TicketSnapshot = {
    id: `id-${ticket.code}`,
    jurisdiction: JURISDICTION,
    division: VILLAGE,
    areas: ['410000000000', '410100000000', COUNTY, TOWN, VILLAGE],
    source: 'RESIDENT',
    severity: 'NORMAL',
    stage: 'HANDLING',
    round: 1,
    holder: `${TOWN}-TOWN`,
    units: [{ organization: URBAN, part: 'LEAD', state: 'WORKING' }],
    late: false,
    reportedAt: '2026-03-02T01:30:00.000Z',
    ...ticket,
  };
  return {
    specversion: '1.0',
    id: crypto.randomUUID(),
    source: '/gridlink/tickets',
    type: `gridlink.tickets.ticket.${verb}.v1`,
    subject: ticket.code,
    time: '2026-03-02T01:30:00.000Z',
    datacontenttype: 'application/json',
    jurisdiction: JURISDICTION,
    division: VILLAGE,
    sequence,
    data: { ticket: snapshot, detail: {} },
  };
}
