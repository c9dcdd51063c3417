import { outputOf, type Progress, programOnPath } from '../external-program.ts';
import { MissingServerError } from '../missing-server-error.ts';
import { downloadMongod } from './download-mongod.ts';
import { installedSecantus, installSecantus, SECANTUS_VERSION } from './install-secantus.ts';

/** A database server that can be run here. */
export type MongoProgram = {
  readonly kind: 'mongod' | 'secantus' | 'download';
  readonly program: string;
  readonly version: string;
};

/** What decides which program is taken. */
export type MongoChoice = {
  readonly forced?: MongoProgram['kind'] | undefined;
  readonly cacheFolder: string;
  readonly progress: Progress;
};

async function mongodOnPath(): Promise<MongoProgram | undefined> {
  const program = programOnPath('mongod');
  if (program === undefined) return undefined;
  const version = /db version v(\S+)/.exec((await outputOf(program, ['--version'])) ?? '')?.[1] ?? 'unknown';
  return { kind: 'mongod', program, version };
}

async function secantus(choice: MongoChoice): Promise<MongoProgram | undefined> {
  const present = installedSecantus(choice.cacheFolder);
  if (present === undefined && programOnPath('cargo') === undefined) return undefined;
  const program = present ?? (await installSecantus(choice.cacheFolder, choice.progress));
  return { kind: 'secantus', program, version: SECANTUS_VERSION };
}

const WAYS = [
  'set MONGODB_URI to a replica set you have, or',
  'put a mongod on the PATH (https://www.mongodb.com/docs/manual/installation/), or',
  'bring Cargo (https://rustup.rs), a C compiler and cmake (Debian: apt install build-essential cmake) and start again',
];

/**
 * Finds or installs a server: `mongod` on PATH, the Rust server built by Cargo, a download of the real mongod.
 * @throws MissingServerError naming the three ways when none can be had.
 */
export async function findMongo(choice: MongoChoice): Promise<MongoProgram> {
  const { forced } = choice;
  if (forced === 'mongod' || forced === undefined) {
    const found = await mongodOnPath();
    if (found !== undefined) return found;
    if (forced !== undefined)
      throw new MissingServerError('GRIDLINK_MONGO=mongod, but there is no mongod on the PATH', WAYS);
  }
  if (forced === 'secantus' || forced === undefined) {
    const found = await secantus(choice);
    if (found !== undefined) return found;
    if (forced !== undefined)
      throw new MissingServerError('GRIDLINK_MONGO=secantus, but there is no Cargo on the PATH to build it', WAYS);
  }
  const downloaded = await downloadMongod(choice.cacheFolder, choice.progress);
  if (downloaded.ok) return { kind: 'download', program: downloaded.program, version: downloaded.version };
  throw new MissingServerError(
    `No MongoDB server: nothing on the PATH, no Cargo, and the download failed (${downloaded.reason})`,
    WAYS,
  );
}
