import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CORE_SCHEMA, load } from 'js-yaml';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '..');
const FILES = ['packs', 'holidays'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(folder, name)),
);

describe('the quick reader of packs, and the one that knows lines', () => {
  it.each(FILES)('read the same in %s', (name) => {
    const text = readFileSync(join(ROOT, name), 'utf8');
    expect(load(text, { schema: CORE_SCHEMA })).toEqual(parse(text));
  });
});
