import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from '../private-file.ts';
import { fileSum } from './packed-file.ts';

/** Of the broker's folder only its trust: the store is filled again out of the databases, users and configuration are written at each start. */
const TRUST = /\.(seed|jwt|creds)$/;

/** Names of the files directly in a folder, sorted; none where there is no folder. */
function filesIn(folder: string, isWanted: (name: string) => boolean = () => true): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() && isWanted(entry.name) ? [entry.name] : [])).toSorted();
}

/** Copies key files into a backup's folder. @returns SHA-256 by path inside the backup. */
export async function saveKeys(
  from: string,
  { root, kind }: { readonly root: string; readonly kind: 'keys' | 'broker' },
): Promise<Map<string, string>> {
  const to = join(root, kind);
  const sums = new Map<string, string>();
  for (const name of filesIn(from, (file) => kind === 'keys' || TRUST.test(file))) {
    mkdirSync(to, { recursive: true, mode: 0o700 });
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
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of filesIn(saved)) copyFileSync(join(saved, name), join(folder, name));
}
