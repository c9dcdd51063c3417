import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { totalsOf } from '../backup/manifest.ts';
import { takeBackup } from '../backup/take-backup.ts';
import { type DataFolder, dataFolderAt } from '../data-folder.ts';
import type { Endpoints } from '../endpoints.ts';
import { holderOf } from '../run-lock.ts';
import { readSettings, type Settings } from '../settings.ts';
import { size } from '../terminal/size.ts';
import { openSteps } from '../terminal/steps.ts';
import { duration } from '../terminal/style.ts';

const USAGE = `usage: npm run backup -- <new folder> [options]

Copies all databases of the running stack as they are at one moment, and the keys, into a new folder.

  --without-keys    keys are kept elsewhere; without them nobody can use what is restored
  --keys <folder>   take the keys from this folder (a deployment's secrets)`;

type Source = { readonly uri: string; readonly databasePrefix: string };

/** The operator's own database, or the one that the running stack has. */
function sourceOf(settings: Settings, data: DataFolder): Source | undefined {
  if (holderOf(data) !== undefined && existsSync(data.endpoints)) {
    const { mongodb, databasePrefix } = JSON.parse(readFileSync(data.endpoints, 'utf8')) as Endpoints;
    return { uri: mongodb.uri, databasePrefix };
  }
  return settings.MONGODB_URI === undefined ? undefined : { uri: settings.MONGODB_URI, databasePrefix: 'gridlink' };
}

/** `npm run backup -- <folder>`. @returns the exit code. */
export async function backup(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { 'without-keys': { type: 'boolean' }, keys: { type: 'string' } },
  });
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) {
    console.error(USAGE);
    return 2;
  }
  const settings = readSettings();
  const data = dataFolderAt(settings.GRIDLINK_DATA);
  const source = sourceOf(settings, data);
  if (source === undefined) {
    console.error('Nothing is running: start it first (npm start), or set MONGODB_URI.');
    return 1;
  }
  const steps = openSteps(settings.GRIDLINK_STEPS);
  steps.begin('Backup');
  const startedAt = performance.now();
  const keys = { keys: values.keys === undefined ? data.keys : resolve(values.keys), broker: data.nats };
  const manifest = await takeBackup({
    ...source,
    folder: resolve(folder),
    keys: values['without-keys'] ? undefined : keys,
    progress: steps.progress,
  });
  steps.end();
  const { documents, bytes } = totalsOf(manifest.collections);
  console.log(
    `${documents} documents of ${manifest.collections.length} collections, ${size(bytes)}, as of ${manifest.asOf}, in ${duration(performance.now() - startedAt)}`,
  );
  console.log(
    manifest.withKeys
      ? `${folder} holds the federation's keys: keep it where nobody else reads.`
      : `${folder} is without keys: without those of this installation it is of no use.`,
  );
  return 0;
}
