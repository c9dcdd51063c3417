import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { totalsOf } from '../backup/manifest.ts';
import { restoreInstallation } from '../backup/restore-installation.ts';
import { dataFolderAt } from '../data-folder.ts';
import { readSettings } from '../settings.ts';
import { size } from '../terminal/size.ts';
import { openSteps } from '../terminal/steps.ts';
import { duration } from '../terminal/style.ts';

const USAGE = `usage: npm run restore -- <backup's folder> [options]

Checks the backup, fills the databases out of it, reads everything back, and puts the keys in place. Stop the stack first.

  --replace         what is there makes way; without it a system that is not empty is left as it is
  --keys <folder>   put the keys into this folder (a deployment's secrets)`;

/** `npm run restore -- <folder> [--replace]`. @returns the exit code. */
export async function restore(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { replace: { type: 'boolean' }, keys: { type: 'string' } },
  });
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) {
    console.error(USAGE);
    return 2;
  }
  const settings = readSettings();
  const steps = openSteps(settings.GRIDLINK_STEPS);
  steps.begin('Restore');
  const startedAt = performance.now();
  const { manifest, setAside } = await restoreInstallation({
    folder: resolve(folder),
    data: dataFolderAt(settings.GRIDLINK_DATA),
    settings,
    replace: values.replace === true,
    keysFolder: values.keys === undefined ? undefined : resolve(values.keys),
    now: new Date(),
    progress: steps.progress,
  });
  steps.end();
  const { documents, bytes } = totalsOf(manifest.collections);
  console.log(
    `${documents} documents, ${size(bytes)}, are back as they were at ${manifest.asOf}; it took ${duration(performance.now() - startedAt)}`,
  );
  if (!manifest.withKeys)
    console.log('The backup is without keys: put those of the installation in place before the start.');
  if (setAside !== undefined) console.log(`What made way lies in ${setAside}; remove it when all is well.`);
  if (settings.NATS_URL !== undefined)
    console.log(
      'The broker is your own: remove the installation’s streams there before the start (docs/operations.md).',
    );
  return 0;
}
