import { join } from 'node:path';
import type { DataFolder } from '../data-folder.ts';
import type { SupervisedProcess } from '../processes/process-spec.ts';
import { type Surroundings, superviseProcess } from '../processes/supervised-process.ts';
import type { Settings } from '../settings.ts';
import type { Progress } from './external-program.ts';
import { findMongo } from './mongo/mongo-program.ts';
import { checkExternalMongo, mongoFolder, mongoProcess, mongoUri } from './mongo/mongo-server.ts';
import { keepAccountFiles } from './nats/account-files.ts';
import { findNats } from './nats/nats-program.ts';
import { checkExternalNats, natsProcess, natsUrl } from './nats/nats-server.ts';
import { type UserCredentials, writeUserCredentials } from './nats/user-credentials.ts';

/** A database that answers; `process` only when it is our own child. */
export type MongoServer = {
  readonly uri: string;
  readonly kind: 'external' | 'mongod' | 'secantus' | 'download';
  readonly version?: string;
  readonly folder?: string;
  readonly process?: SupervisedProcess;
};

/** A broker that answers. `credentials` and `accountSeed` are paths. */
export type NatsServer = {
  readonly url: string;
  readonly kind: 'external' | 'path' | 'pypi';
  readonly version?: string;
  readonly folder?: string;
  readonly monitoringUrl?: string;
  readonly credentials?: string;
  readonly accountSeed?: string;
  /** Of each member, where the account's seed is at hand; `credentials` may do everything and are the operator's. */
  readonly users?: UserCredentials;
  readonly process?: SupervisedProcess;
};

/** What is needed to start either server. */
export type ServerPlace = {
  readonly settings: Settings;
  readonly data: DataFolder;
  readonly surroundings: Surroundings;
  readonly progress: Progress;
};

/** Takes the operator's database or starts the embedded one, and waits until it takes writes. */
export async function openMongo(place: ServerPlace, port: number): Promise<MongoServer> {
  const { settings, data, progress } = place;
  if (settings.MONGODB_URI !== undefined) {
    await checkExternalMongo(settings.MONGODB_URI);
    return { uri: settings.MONGODB_URI, kind: 'external' };
  }
  const program = await findMongo({ forced: settings.GRIDLINK_MONGO, cacheFolder: settings.cacheFolder, progress });
  const folder = mongoFolder(data.mongo, program.kind);
  const logFile = join(data.logs, 'mongodb.log');
  const spec = mongoProcess(program, { folder, logFile, port, cacheSize: settings.GRIDLINK_MONGO_CACHE });
  const process = superviseProcess(spec, place.surroundings);
  await process.start();
  return { uri: mongoUri(port), kind: program.kind, version: program.version, folder, process };
}

/** Ports of the embedded broker. */
export type NatsPorts = { readonly client: number; readonly monitoring: number };

/** Takes the operator's broker or starts the embedded one, and waits until JetStream answers. */
export async function openNats(place: ServerPlace, ports: NatsPorts): Promise<NatsServer> {
  const { settings, data, progress } = place;
  if (settings.NATS_URL !== undefined) {
    await checkExternalNats(settings.NATS_URL, settings.NATS_CREDENTIALS);
    return {
      url: settings.NATS_URL,
      kind: 'external',
      ...(settings.NATS_CREDENTIALS === undefined ? {} : { credentials: settings.NATS_CREDENTIALS }),
      ...(settings.NATS_ACCOUNT_SEED === undefined ? {} : { accountSeed: settings.NATS_ACCOUNT_SEED }),
    };
  }
  const program = await findNats({ forced: settings.GRIDLINK_NATS, cacheFolder: settings.cacheFolder, progress });
  const files = await keepAccountFiles(data.nats);
  const at = {
    folder: data.nats,
    port: ports.client,
    monitoringPort: ports.monitoring,
    logFile: join(data.logs, 'nats.log'),
  };
  const process = superviseProcess(natsProcess(program, files, at), place.surroundings);
  await process.start();
  return {
    url: natsUrl(ports.client),
    kind: program.kind,
    version: program.version,
    folder: data.nats,
    monitoringUrl: `http://127.0.0.1:${ports.monitoring}`,
    credentials: files.servicesCredentialsFile,
    accountSeed: files.accountSeedFile,
    process,
  };
}

/** Gives each member a user of its own, which may do only what that member does; where there is no seed all share `credentials`. */
export async function withUsers(server: NatsServer, folder: string, prefix: string): Promise<NatsServer> {
  const { accountSeed } = server;
  if (accountSeed === undefined) return server;
  return { ...server, users: await writeUserCredentials(folder, { accountSeed, prefix }) };
}
