import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { writePrivateFile } from '../private-file.ts';
import { fileSum } from './packed-file.ts';

/** Of the broker's folder only its trust: the store is filled again out of the databases, users and configuration are written at each start. */
const TRUST = /\.(seed|jwt|creds)$/;

/** Paths of the files below a folder, sorted; none where there is no folder. */
function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => relative(folder, join(parentPath, name))).toSorted();
}

/** The broker's trust lies directly in its folder; its store below it is large, and not looked through. */
function trustIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => TRUST.test(name))
    .toSorted();
}

/** Copies key files into a backup's folder. @returns SHA-256 by path inside the backup. */
export async function saveKeys(
  from: string,
  { root, kind }: { readonly root: string; readonly kind: 'keys' | 'broker' },
): Promise<Map<string, string>> {
  const to = join(root, kind);
  const sums = new Map<string, string>();
  for (const name of kind === 'keys' ? filesIn(from) : trustIn(from)) {
    mkdirSync(dirname(join(to, name)), { recursive: true, mode: 0o700 });
    writePrivateFile(join(to, name), readFileSync(join(from, name)));
    sums.set(join(kind, name), await fileSum(join(to, name)));
  }
  return sums;
}

/** Saved files that lie in the folder with another content: putting them back would replace a key that is in use. */
export function otherKeys(saved: string, folder: string): string[] {
  return filesIn(saved).filter((name) => {
    const present = join(folder, name);
    return existsSync(present) && !readFileSync(present).equals(readFileSync(join(saved, name)));
  });
}

/** Puts saved files back. */
export function putBackKeys(saved: string, folder: string): void {
  for (const name of filesIn(saved)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
    copyFileSync(join(saved, name), join(folder, name));
  }
}
