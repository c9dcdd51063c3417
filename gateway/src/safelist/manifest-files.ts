import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ListedOperation, readManifest } from './manifest.ts';

/** The manifests at a path, as one text that changes when any of them does: a file, or all `.json` files of a folder. */
export async function readManifestFiles(path: string): Promise<string> {
  if (!(await stat(path)).isDirectory()) return JSON.stringify([[path, await readFile(path, 'utf8')]]);
  // A mounted configuration folder also holds `..data`, its own bookkeeping.
  const names = (await readdir(path)).filter((name) => name.endsWith('.json') && !name.startsWith('.')).toSorted();
  return JSON.stringify(await Promise.all(names.map(async (name) => [name, await readFile(join(path, name), 'utf8')])));
}

/** The operations of all manifests in such a text, each once. Throws for the first that is unusable, naming its file. */
export function listedOperations(files: string): readonly ListedOperation[] {
  const byId = new Map<string, ListedOperation>();
  for (const [name, text] of JSON.parse(files) as [string, string][]) {
    for (const operation of inFile(name, text)) byId.set(operation.id, operation);
  }
  return [...byId.values()];
}

function inFile(name: string, text: string): readonly ListedOperation[] {
  try {
    return readManifest(text);
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`);
  }
}
