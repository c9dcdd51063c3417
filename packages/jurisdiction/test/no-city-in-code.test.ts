import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { loadPacks } from '../src/index.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Source folders of everything that runs; data folders, tests and their stories may name places. */
function sources(): string[] {
  const homes = ['packages', 'services'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((name) => join(folder, name)),
  );
  return [...homes, 'gateway'].flatMap((home) => {
    const entries = readdirSync(join(ROOT, home), { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => path.includes('/src/') && !path.includes('/node_modules/'));
  });
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

it('[X02] no code names a city or a province', () => {
  const names = [...loadPacks().values()].flatMap(({ code, name }) => [
    code,
    name.en.toLowerCase(),
    name.zh.slice(0, 2),
  ]);
  const guilty = sources().flatMap((path) => {
    const code = withoutComments(readFileSync(path, 'utf8')).toLowerCase();
    return names.filter((name) => code.includes(name)).map((name) => `${path.slice(ROOT.length)} names ${name}`);
  });
  expect(guilty).toEqual([]);
});
