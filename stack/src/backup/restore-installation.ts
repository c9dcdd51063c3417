import { join } from 'node:path';
import { createDataFolder, type DataFolder } from '../data-folder.ts';
import { choosePorts } from '../ports.ts';
import { openLeash } from '../processes/leash.ts';
import { lockDataFolder } from '../run-lock.ts';
import { type MongoServer, openMongo } from '../servers/servers.ts';
import type { Settings } from '../settings.ts';
import { BackupError } from './backup-error.ts';
import { checkBackup } from './check-backup.ts';
import { otherKeys, putBackKeys } from './key-files.ts';
import type { Manifest } from './manifest.ts';
import { restoreDatabases } from './restore-databases.ts';
import { openSetAside, type SetAside } from './set-aside.ts';

export type RestoreOptions = {
  readonly folder: string;
  readonly data: DataFolder;
  readonly settings: Settings;
  /** What is there makes way; without it anything there is a reason to refuse. */
  readonly replace: boolean;
  /** Where keys go instead of the data folder: a deployment's secrets. */
  readonly keysFolder?: string | undefined;
  readonly now: Date;
  readonly progress: (line: string) => void;
};

export type Restored = {
  readonly manifest: Manifest;
  /** Where that lies which made way. */
  readonly setAside: string | undefined;
};

/** The embedded database, which nothing else uses meanwhile, or the operator's own. */
async function withDatabase(
  { data, settings, progress }: RestoreOptions,
  work: (server: MongoServer) => Promise<void>,
): Promise<void> {
  const leash = openLeash();
  try {
    const { mongodb } = await choosePorts({ names: ['mongodb'] });
    const surroundings = { leash, announce: () => undefined };
    const server = await openMongo({ settings, data, surroundings, progress }, mongodb);
    try {
      await work(server);
    } finally {
      await server.process?.stop();
    }
  } finally {
    leash.close();
  }
}

/** Saved keys and where they belong. */
type KeyPlace = { readonly saved: string; readonly folder: string; readonly kind: 'keys' | 'broker' };

function refuseOtherKeys(places: readonly KeyPlace[]): void {
  const others = places.flatMap(({ saved, folder }) => otherKeys(saved, folder).map((name) => join(folder, name)));
  if (others.length > 0)
    throw new BackupError(
      `other keys than those of the backup are in use (${others.join(', ')}): --replace puts them aside and takes the backup's`,
    );
}

/** Puts aside what the operator said may go. */
function makeWay({ data, settings, replace }: RestoreOptions, aside: SetAside, places: readonly KeyPlace[]): void {
  if (!replace) return;
  if (settings.MONGODB_URI === undefined) aside.move(data.mongo, 'mongo');
  for (const { saved, folder, kind } of places)
    for (const name of otherKeys(saved, folder)) aside.copy(join(folder, name), join(kind, name));
}

/**
 * Brings an installation back out of a backup: checks the backup to its last byte, then fills the database, reads it back, and puts the
 * keys in place. Refuses while anything runs in the data folder.
 * @throws BackupError, AlreadyRunningError; before the first of them that comes late, the folder of the backup was found to be good.
 */
export async function restoreInstallation(options: RestoreOptions): Promise<Restored> {
  const { folder, data, settings, replace, keysFolder = data.keys, progress } = options;
  createDataFolder(data);
  const unlock = lockDataFolder(data);
  try {
    const { layout, manifest } = await checkBackup(folder, progress);
    const places: readonly KeyPlace[] = [
      { saved: layout.keys, folder: keysFolder, kind: 'keys' },
      { saved: layout.broker, folder: data.nats, kind: 'broker' },
    ];
    if (!replace) refuseOtherKeys(places);
    const aside = openSetAside(data.root, options.now);
    makeWay(options, aside, places);
    createDataFolder(data);
    await withDatabase(options, ({ uri }) => {
      // What the embedded server had was put aside as a whole.
      const drop = replace && settings.MONGODB_URI !== undefined;
      return restoreDatabases({ layout, manifest }, { uri, replace: drop, progress });
    });
    for (const { saved, folder: place } of places) putBackKeys(saved, place);
    // The broker's store holds events of what was replaced, under numbers that will be given again: it never stays.
    aside.move(join(data.nats, 'jetstream'), 'nats/jetstream');
    return { manifest, setAside: aside.folder() };
  } finally {
    unlock();
  }
}
