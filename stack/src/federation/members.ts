import { join } from 'node:path';
import type { IdentityKeys } from '../keys/identity-keys.ts';
import type { Ports } from '../ports.ts';
import type { MongoServer, NatsServer } from '../servers/servers.ts';
import { projectFolder } from '../settings.ts';

/** The services, each one subgraph with a database of its own. */
export const serviceNames = ['grid', 'personnel', 'tickets', 'dataexchange'] as const;
/** Everything that this project runs as a process of its own. */
export const memberNames = [...serviceNames, 'gateway'] as const;

export type ServiceName = (typeof serviceNames)[number];
export type MemberName = (typeof memberNames)[number];

/** A member's port for operators, by the name it is chosen under. */
export type AdminPortName = `${MemberName}_admin`;
export const adminPortName = (name: MemberName): AdminPortName => `${name}_admin`;

/** What the members' environments are made from. */
export type Wiring = {
  readonly ports: Ports<MemberName | AdminPortName>;
  readonly mongo: MongoServer;
  readonly nats: NatsServer;
  readonly keys: IdentityKeys;
  readonly databasePrefix: string;
  readonly eventPrefix: string;
  readonly logLevel: string;
};

type Environment = Readonly<Record<string, string>>;

/** The member's entry file. */
export function entryFile(name: MemberName): string {
  return name === 'gateway'
    ? join(projectFolder, 'gateway/src/main.ts')
    : join(projectFolder, 'services', name, 'src/main.ts');
}

/** The member's address on this machine. */
export function memberUrl(wiring: Wiring, name: MemberName): string {
  return `http://127.0.0.1:${wiring.ports[name]}`;
}

/** Where operators ask the member: /metrics, /ready, /health. */
export function memberAdminUrl(wiring: Wiring, name: MemberName): string {
  return `http://127.0.0.1:${wiring.ports[adminPortName(name)]}`;
}

/** Long enough for clients of a keep-alive connection to be told on their next answer. */
const DRAIN_MS = 1_500;
/** Elsewhere two processes cannot listen on one port; a rolling restart is refused there. */
export const canSharePorts = process.platform === 'linux';

/** The member's own user, or whatever there is on a broker without an account of ours. */
function brokerCredentials(name: MemberName, { nats }: Wiring): Environment {
  const path = nats.users?.[name] ?? nats.credentials;
  return path === undefined ? {} : { NATS_CREDENTIALS: path };
}

function sharedEnvironment(name: MemberName, wiring: Wiring): Environment {
  const { nats } = wiring;
  return {
    HOST: '127.0.0.1',
    PORT: String(wiring.ports[name]),
    ADMIN_PORT: String(wiring.ports[adminPortName(name)]),
    REUSE_PORT: canSharePorts ? 'on' : 'off',
    DRAIN_MS: String(DRAIN_MS),
    NATS_URL: nats.url,
    ...brokerCredentials(name, wiring),
    EVENT_PREFIX: wiring.eventPrefix,
    LOG_LEVEL: wiring.logLevel,
    // The gateway's library starts a telemetry exporter unless told not to.
    APOLLO_TELEMETRY_DISABLED: '1',
  };
}

function serviceEnvironment(name: ServiceName, wiring: Wiring): Environment {
  return {
    MONGODB_URI: wiring.mongo.uri,
    MONGODB_DATABASE: `${wiring.databasePrefix}_${name}`,
    GATEWAY_JWKS: wiring.keys.gatewayKeySet,
  };
}

function ownEnvironment(name: MemberName, wiring: Wiring): Environment {
  const tokenIssuer = memberUrl(wiring, 'gateway');
  if (name === 'personnel') {
    return {
      TOKEN_KEY: wiring.keys.tokenKey,
      TOKEN_PREVIOUS_KEYS: wiring.keys.tokenKeySet,
      TOKEN_ISSUER: tokenIssuer,
      PERSONAL_DATA_KEY: wiring.keys.personnelDataKey,
      ADMIN_PASSWORD_FILE: wiring.keys.adminPassword,
    };
  }
  if (name === 'tickets') {
    return { PERSONAL_DATA_KEY: wiring.keys.ticketsDataKey, DOSSIER_KEYS: wiring.keys.dossierKeys };
  }
  if (name === 'dataexchange') {
    const { accountSeed, users } = wiring.nats;
    return {
      AUDIT_KEY: wiring.keys.auditKey,
      ...(accountSeed === undefined ? {} : { NATS_ACCOUNT_SEED: accountSeed }),
      ...(users === undefined ? {} : { NATS_FEEDS_CREDENTIALS: users.feeds }),
    };
  }
  if (name === 'gateway') {
    const subgraphs = serviceNames.map((service) => [
      `SUBGRAPH_${service.toUpperCase()}_URL`,
      `${memberUrl(wiring, service)}/graphql`,
    ]);
    return {
      ...Object.fromEntries(subgraphs),
      GATEWAY_KEY: wiring.keys.gatewayKey,
      TOKEN_ISSUER: tokenIssuer,
      // Listed operations are planned before they are asked; whether others may be asked is SAFELIST_MODE's affair.
      SAFELIST_PATH: join(projectFolder, 'gateway/operations/manifest.json'),
      TOKEN_JWKS_URL: `${memberUrl(wiring, 'personnel')}/.well-known/jwks.json`,
    };
  }
  return {};
}

/** The whole contract between the supervisor and one member: what it is told, and by which names. */
export function memberEnvironment(name: MemberName, wiring: Wiring): Environment {
  return {
    ...sharedEnvironment(name, wiring),
    ...(name === 'gateway' ? {} : serviceEnvironment(name, wiring)),
    ...ownEnvironment(name, wiring),
  };
}
