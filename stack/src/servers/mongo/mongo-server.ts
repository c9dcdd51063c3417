import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient, MongoServerError } from 'mongodb';
import type { ProcessSpec } from '../../processes/process-spec.ts';
import { acceptsConnections } from '../../processes/readiness.ts';
import type { MongoProgram } from './mongo-program.ts';

/** The name mongod's one-node replica set gets; the Rust server brings its own. */
const REPLICA_SET = 'gridlink';
const NOT_YET_INITIALIZED = 94;

/** Where and how one embedded server runs. `cacheSize` as `512M` or `1G`. */
export type MongoPlace = {
  readonly folder: string;
  readonly logFile: string;
  readonly port: number;
  readonly cacheSize: string;
  /** False only in the probe, to show what it would lose. */
  readonly syncOnCommit?: boolean;
};

/** Address for drivers: the only member is spoken to directly. */
export function mongoUri(port: number): string {
  return `mongodb://127.0.0.1:${port}/?directConnection=true`;
}

function mongodArguments(place: MongoPlace): string[] {
  const bytes = Number.parseInt(place.cacheSize, 10) / (place.cacheSize.endsWith('M') ? 1024 : 1);
  return [
    '--bind_ip',
    '127.0.0.1',
    '--port',
    String(place.port),
    '--dbpath',
    place.folder,
    '--replSet',
    REPLICA_SET,
    '--wiredTigerCacheSizeGB',
    String(Math.max(0.25, bytes)),
  ];
}

function secantusArguments(place: MongoPlace): string[] {
  return [
    '--host',
    '127.0.0.1',
    '--port',
    String(place.port),
    '--storage-path',
    place.folder,
    // Without it a kill -9 loses writes that were acknowledged, `j: true` or not (docs/adr/0002).
    ...(place.syncOnCommit === false ? [] : ['--sync-on-commit']),
    '--cache-size',
    place.cacheSize,
    '--log-file-max',
    '128MB',
    '--log-level',
    'WARNING',
  ];
}

async function initiateReplicaSet(client: MongoClient, port: number): Promise<void> {
  try {
    await client.db('admin').command({ replSetGetStatus: 1 });
  } catch (error) {
    if (!(error instanceof MongoServerError) || error.code !== NOT_YET_INITIALIZED) return;
    const member = { _id: 0, host: `127.0.0.1:${port}` };
    await client.db('admin').command({ replSetInitiate: { _id: REPLICA_SET, members: [member] } });
  }
}

/** True when the server takes writes. A new mongod is made a replica set on the way. */
async function takesWrites(program: MongoProgram, port: number): Promise<boolean> {
  if (!(await acceptsConnections(port))) return false;
  const client = new MongoClient(mongoUri(port), { serverSelectionTimeoutMS: 2_000, connectTimeoutMS: 2_000 });
  try {
    if (program.kind !== 'secantus') await initiateReplicaSet(client, port);
    const hello = await client.db('admin').command({ hello: 1 });
    return hello.isWritablePrimary === true;
  } catch {
    return false;
  } finally {
    await client.close();
  }
}

/** The embedded server as a process to supervise. */
export function mongoProcess(program: MongoProgram, place: MongoPlace): ProcessSpec {
  mkdirSync(place.folder, { recursive: true });
  return {
    name: 'mongodb',
    command: program.program,
    arguments: program.kind === 'secantus' ? secantusArguments(place) : mongodArguments(place),
    environment: { ...process.env },
    // Its own folder, where no configuration file of somebody else is picked up by discovery.
    workingFolder: place.folder,
    logFile: place.logFile,
    isReady: () => takesWrites(program, place.port),
    // Recovery of a large log after a crash is the slow case.
    readyWithinMs: 120_000,
    stopWithinMs: 30_000,
  };
}

/** The operator's own server must answer before anything is started on it. @throws with the reason. */
export async function checkExternalMongo(uri: string): Promise<void> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  try {
    await client.db('admin').command({ ping: 1 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`MONGODB_URI is set, but that server does not answer: ${reason}`);
  } finally {
    await client.close();
  }
}

/** The folder of each kind: their files are not each other's. */
export function mongoFolder(mongoRoot: string, kind: MongoProgram['kind']): string {
  return join(mongoRoot, kind === 'secantus' ? 'secantus' : 'mongod');
}
