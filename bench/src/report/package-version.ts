import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The version of an installed package as the module at `from` would get it. The manifest is looked for upwards from the
 * package's entry, because most packages do not export it.
 */
export function packageVersion(name: string, from: string): string {
  let folder = dirname(createRequire(from).resolve(name));
  for (let up = 0; up < 8; up++, folder = dirname(folder)) {
    const manifest = manifestIn(folder);
    if (manifest?.name === name && manifest.version) return manifest.version;
  }
  return 'unknown';
}

type Manifest = { readonly name?: string; readonly version?: string };

function manifestIn(folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}
