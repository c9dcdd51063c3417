import { mkdtemp, readFile, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type KeptContent, keepContent } from './kept-content.ts';

let folder: string;
let path: string;
let kept: KeptContent;
let told: string[];
let problems: string[];

const keep = (everyMs = 3_600_000): void => {
  kept = keepContent({
    read: () => readFile(path, 'utf8'),
    current: 'one',
    everyMs,
    onContent: async (content) => void told.push(content),
    onProblem: (message) => problems.push(message),
  });
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridlink-kept-'));
  path = join(folder, 'content');
  await writeFile(path, 'one');
  told = [];
  problems = [];
});
afterEach(async () => {
  await kept.stop();
  await rm(folder, { recursive: true });
});

describe('a kept content', () => {
  it('is told when the file was written anew', async () => {
    keep();
    await writeFile(path, 'two');
    await kept.look();
    expect(told).toEqual(['two']);
  });

  it('is told when another file was renamed into its place', async () => {
    keep();
    await writeFile(`${path}.new`, 'two');
    await rename(`${path}.new`, path);
    await kept.look();
    expect(told).toEqual(['two']);
  });

  it('is told when a symbolic link turns, as mounted configuration does', async () => {
    await writeFile(join(folder, 'b'), 'two');
    await rename(path, join(folder, 'a'));
    await symlink(join(folder, 'a'), path);
    keep();
    await symlink(join(folder, 'b'), `${path}.new`);
    await rename(`${path}.new`, path);
    await kept.look();
    expect(told).toEqual(['two']);
  });

  it('is not told again while it is the same', async () => {
    keep();
    await kept.look();
    await writeFile(path, 'two');
    await kept.look();
    await kept.look();
    expect(told).toEqual(['two']);
  });

  it('is not told while it is still being written', async () => {
    let reads = 0;
    kept = keepContent({
      read: async () => `part ${++reads}`,
      current: '',
      everyMs: 3_600_000,
      onContent: async (content) => void told.push(content),
      onProblem: () => undefined,
    });
    await kept.look();
    expect(told).toEqual([]);
  });

  it('stays, and says so once, while it is not there', async () => {
    keep();
    await unlink(path);
    await kept.look();
    await kept.look();
    await writeFile(path, 'two');
    await kept.look();
    expect([told, problems.length]).toEqual([['two'], 1]);
  });

  it('is looked at by itself', async () => {
    keep(20);
    await writeFile(path, 'two');
    const end = Date.now() + 20_000;
    while (told.length === 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(told).toEqual(['two']);
  });
});
