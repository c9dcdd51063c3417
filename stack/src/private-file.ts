import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Writes a file that only its owner can read, whole or not at all. */
export function writePrivateFile(path: string, content: string | Uint8Array): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  renameSync(draft, path);
}

/** The file's text; made once by `create` when it is not there yet. */
export async function keptFile(path: string, create: () => string | Promise<string>): Promise<string> {
  if (!existsSync(path)) writePrivateFile(path, await create());
  return readFileSync(path, 'utf8');
}
