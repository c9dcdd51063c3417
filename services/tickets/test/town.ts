import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { type ClientRequest, request as httpRequest } from 'node:http';
import {
  ASSERTION_HEADER,
  areasOf,
  type Caller,
  divisionLevel,
  EVIDENCE_REQUEST_HEADERS,
  type EventEnvelope,
} from '@gridlink/contracts';
import { createNatsBus, type EventBus } from '@gridlink/event-bus';
import { loadPacks } from '@gridlink/jurisdiction';
import { createAssertionSigner, requestStatement, type StatedRequest } from '@gridlink/subgraph-kit';
import {
  createTestGateway,
  eventually,
  type GraphqlAnswer,
  natsServer,
  type TestDatabase,
  testDatabase,
  testPrefix,
} from '@gridlink/test-kit';
import { type Environment, environmentSchema } from '../src/environment.ts';
import { startService, type TicketService } from '../src/service.ts';
import type { Rules } from '../src/stores.ts';

export const CITY = '410100000000';
export const COUNTY = '410105000000';
export const TOWN = '410105001000';
export const VILLAGE = '410105001001';
/** A place in the one grid of the tests, GCJ-02. */
export const IN_THE_GRID = { longitude: 113.705, latitude: 34.805 };
export const GRID_ID = '6c0f3f6e-5d0c-4d76-9a07-0d7d3a0c2f11';

const person = (subject: string, caller: Omit<Caller, 'subject' | 'kind'>): Caller => ({
  subject,
  kind: 'PERSON',
  jurisdiction: 'zhengzhou',
  ...caller,
});

/** The people of the stories, by what they do. */
export const people = {
  worker: person('worker', { roles: ['GRID_WORKER'], grids: [GRID_ID], organization: `${VILLAGE}-COMMITTEE` }),
  leader: person('leader', { roles: ['GRID_LEADER'], grids: [GRID_ID] }),
  strangerWorker: person('stranger', { roles: ['GRID_WORKER'], grids: ['another-grid'] }),
  town: person('town', { roles: ['TOWN_OPERATOR'], division: TOWN, organization: `${TOWN}-TOWN` }),
  county: person('county', { roles: ['COUNTY_COORDINATOR'], division: COUNTY, organization: `${COUNTY}-COORDINATION` }),
  secondCounty: person('county-2', { roles: ['COUNTY_COORDINATOR'], division: COUNTY }),
  city: person('city', { roles: ['CITY_COORDINATOR'], division: CITY, organization: `${CITY}-COORDINATION` }),
  otherCounty: person('other', { roles: ['COUNTY_COORDINATOR'], division: '410103000000' }),
  lead: person('lead', { roles: ['DEPARTMENT_OFFICER'], organization: `${COUNTY}-URBAN_MANAGEMENT` }),
  assist: person('assist', { roles: ['DEPARTMENT_OFFICER'], organization: `${COUNTY}-PUBLIC_SECURITY` }),
  outsider: person('outsider', { roles: ['DEPARTMENT_OFFICER'], organization: `${COUNTY}-HEALTH` }),
  elsewhere: person('elsewhere', {
    roles: ['COUNTY_COORDINATOR'],
    jurisdiction: 'puyang',
    division: '410902000000',
  }),
  resident: { subject: 'public', kind: 'PUBLIC', roles: ['PUBLIC'] } satisfies Caller,
} as const;

export type Transfer = {
  readonly method: 'GET' | 'POST';
  /** With its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** What is signed in place of the path and headers that are sent. */
  readonly signed?: { readonly path?: string; readonly headers?: Readonly<Record<string, string>> };
};

export type Town = {
  readonly service: TicketService;
  readonly database: TestDatabase;
  /** What the service was started with. */
  readonly environment: Environment;
  ask<Data>(caller: Caller, query: string, variables?: Record<string, unknown>): Promise<GraphqlAnswer<Data>>;
  /** A request about a file, as the gateway hands it on for a caller. */
  transfer(caller: Caller, request: Transfer): Promise<Response>;
  /** The beginning of an upload, its body still to be written. */
  beginTransfer(caller: Caller, headers: Readonly<Record<string, string>>): ClientRequest;
  /** Publishes an event as another service would. */
  hear(type: string, subject: string, data: Record<string, unknown>, division?: string): Promise<void>;
  publishGrid(): Promise<void>;
  now(): Date;
  /** Moves the service's clock on by hours, or to an instant. */
  passHours(hours: number): void;
  setNow(instant: string): void;
  /** Replaces the service by one with other rules, over what is stored. */
  restartUnder(rules: Rules): Promise<void>;
  stop(): Promise<void>;
};

const organizationEvent = (code: string) => {
  const division = code.slice(0, 12);
  return {
    organization: {
      id: randomUUID(),
      code,
      name: code,
      kind: 'LINKAGE_DEPARTMENT',
      function: code.slice(13),
      level: divisionLevel(division),
      jurisdiction: 'zhengzhou',
      division,
      areas: areasOf(division),
      active: true,
    },
  };
};

const ORGANIZATIONS = [
  `${TOWN}-TOWN`,
  `${COUNTY}-OPERATION`,
  `${COUNTY}-URBAN_MANAGEMENT`,
  `${COUNTY}-PUBLIC_SECURITY`,
  `${COUNTY}-HEALTH`,
  `${CITY}-OPERATION`,
];

export const gridSnapshot = {
  id: GRID_ID,
  code: '410105001001U001',
  formerCodes: [],
  name: '第一网格',
  kind: 'URBAN',
  jurisdiction: 'zhengzhou',
  division: VILLAGE,
  areas: areasOf(VILLAGE),
  boundary: {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [113.7, 34.8],
          [113.71, 34.8],
          [113.71, 34.81],
          [113.7, 34.81],
          [113.7, 34.8],
        ],
      ],
    ],
  },
  effectiveFrom: '2026-01-01T00:00:00.000Z',
};

const newDossierKey = (jurisdiction: string) => ({
  ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }),
  kid: `${jurisdiction}-1`,
  jurisdiction,
});

/** Monday 2 March 2026, ten in the morning in China: offices are open. */
const MONDAY_MORNING = '2026-03-02T02:00:00.000Z';

/** A ticket service of its own over real servers, a small town around it, and a clock in the test's hand. */
export async function startTown({ withGrid = true, env = {} as Record<string, string> } = {}): Promise<Town> {
  const gateway = await createTestGateway();
  const database = await testDatabase('tickets');
  const prefix = testPrefix();
  const nats = natsServer();
  let clock = new Date(MONDAY_MORNING).getTime();
  const environment = environmentSchema.parse({
    MONGODB_URI: database.uri,
    MONGODB_DATABASE: database.name,
    COUNT_COMMANDS: 'by-name',
    NATS_URL: nats.url,
    NATS_CREDENTIALS: nats.credentials,
    EVENT_PREFIX: prefix,
    GATEWAY_JWKS: JSON.stringify(gateway.keys),
    PERSONAL_DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
    DOSSIER_KEYS: JSON.stringify({ keys: [...loadPacks().keys()].map(newDossierKey) }),
    ALARM_INTERVAL_MS: '0',
    NOTIFICATIONS: 'elsewhere',
    EVIDENCE_INTERVAL_MS: '0',
    FIGURES_INTERVAL_MS: '0',
    ANCHOR_INTERVAL_MS: '0',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    ...env,
  });
  const now = (): Date => new Date(clock);
  let service = await startService(environment, { now });
  const sign = createAssertionSigner(gateway.privateKey);
  const assertionOf = (caller: Caller, { path: asked, ...stated }: Omit<StatedRequest, 'search'>): string => {
    const [path = '', search = ''] = asked.split(/(?=\?)/);
    const body = requestStatement({ ...stated, path, search }, EVIDENCE_REQUEST_HEADERS);
    return sign({ audience: 'tickets', caller, body });
  };
  const bus = await createNatsBus({ url: nats.url, credentials: nats.credentials, prefix, name: 'test' });
  const sequences = new Map<string, number>();
  const town: Town = {
    get service() {
      return service;
    },
    database,
    environment,
    ask: (caller, query, variables) => gateway.ask({ url: service.url, subgraph: 'tickets', caller }, query, variables),
    async transfer(caller, { method, path, headers = {}, body, signed = {} }) {
      const length = body ? { 'content-length': String(body.length) } : {};
      const stated = { method, path: signed.path ?? path, headers: signed.headers ?? { ...headers, ...length } };
      return fetch(service.url + path, {
        method,
        headers: { ...headers, [ASSERTION_HEADER]: assertionOf(caller, stated) },
        ...(body ? { body: new Uint8Array(body) } : {}),
      });
    },
    beginTransfer(caller, headers) {
      const stated = { method: 'POST', path: '/evidence', headers };
      const sent = httpRequest(`${service.url}/evidence`, {
        method: 'POST',
        headers: { ...headers, [ASSERTION_HEADER]: assertionOf(caller, stated) },
      });
      // Whoever breaks an upload off hears so as an error.
      return sent.on('error', () => undefined);
    },
    hear: (type, subject, data, division = VILLAGE) => hear(bus, sequences, { type, subject, data, division }),
    async publishGrid() {
      await town.hear('gridlink.grid.grid.published.v1', gridSnapshot.code, { grid: gridSnapshot });
      await eventually(() => service.deps.gridMap.locate(IN_THE_GRID));
    },
    now,
    passHours: (hours) => {
      clock += hours * 3_600_000;
    },
    setNow: (instant) => {
      clock = new Date(instant).getTime();
    },
    async restartUnder(rules) {
      await service.stop();
      service = await startService(environment, { now, rules });
    },
    async stop() {
      await service.stop();
      await bus.close();
      await database.close();
    },
  };
  for (const code of ORGANIZATIONS) {
    await town.hear('gridlink.personnel.organization.registered.v1', code, organizationEvent(code));
  }
  await eventually(async () => (await service.deps.organizations.units(ORGANIZATIONS)).size === ORGANIZATIONS.length);
  if (withGrid) await town.publishGrid();
  return town;
}

type Heard = {
  readonly type: string;
  readonly subject: string;
  readonly data: Record<string, unknown>;
  readonly division: string;
};

async function hear(
  bus: EventBus,
  sequences: Map<string, number>,
  { type, subject, data, division }: Heard,
): Promise<void> {
  const sequence = (sequences.get(subject) ?? 0) + 1;
  sequences.set(subject, sequence);
  const event: EventEnvelope = {
    specversion: '1.0',
    id: randomUUID(),
    source: `/gridlink/${type.split('.')[1]}`,
    type,
    subject,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    jurisdiction: 'zhengzhou',
    division,
    sequence,
    data,
  };
  // A busy broker may not have the new stream ready yet; the same event id is stored once.
  await eventually(async () => {
    await bus.publish(event);
    return true;
  });
}
