import { type BackupLayout, backupLayout, documentsFile, metadataFile } from './layout.ts';
import { checkCollection } from './load-collection.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { checkSums } from './sums-file.ts';

/**
 * Reads a whole backup: every file as it was written, every document readable, as many as the manifest says. Changes nothing.
 * @throws BackupError that names the first thing that is wrong.
 */
export async function checkBackup(
  folder: string,
  progress: (line: string) => void = () => undefined,
): Promise<{ readonly layout: BackupLayout; readonly manifest: Manifest }> {
  const layout = backupLayout(folder);
  // The sums first: a manifest that was changed is not believed, whatever it says.
  await checkSums(layout, ['manifest.json']);
  const manifest = readManifest(layout);
  const files = manifest.collections.flatMap(({ database, name }) => [
    documentsFile(database, name),
    metadataFile(database, name),
  ]);
  await checkSums(layout, files);
  for (const collection of manifest.collections) {
    progress(`reading ${collection.database}.${collection.name}`);
    await checkCollection(layout.root, collection);
  }
  return { layout, manifest };
}
