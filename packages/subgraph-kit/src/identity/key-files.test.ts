import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { currentPrivateKey, publicKeySet } from '../environment.ts';
import { followFile } from './followed-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'key-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

const setOf = (...kids: string[]): string => JSON.stringify({ keys: kids.map((kid) => ({ kty: 'OKP', kid })) });
const written = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

async function eventually(holds: () => boolean): Promise<boolean> {
  for (const end = Date.now() + 10_000; Date.now() < end; await pause(20)) if (holds()) return true;
  return false;
}

describe('a file of public keys', () => {
  it('is read again when another takes its place', async () => {
    const path = written('replaced', setOf('a'));
    const set = publicKeySet.parse(path);
    expect(set.keys.map(({ kid }) => kid)).toEqual(['a']);
    renameSync(written('new', setOf('a', 'b')), path);
    expect(await eventually(() => set.keys.length === 2)).toBe(true);
  });

  it('is read at once when a key is missed', async () => {
    const path = written('missed', setOf('a'));
    const set = publicKeySet.parse(path);
    writeFileSync(path, setOf('a', 'b'));
    const startedAt = performance.now();
    await eventually(() => {
      set.lookAgain?.();
      return set.keys.length === 2;
    });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it('keeps its keys while it holds something else', async () => {
    const path = written('broken', '["a"]');
    const seen: string[] = [];
    const file = followFile(path, (text) => {
      seen.push(text);
      return JSON.parse(text) as string[];
    });
    writeFileSync(path, '["a", "b');
    await eventually(() => {
      file.lookAgain();
      return seen.length === 2;
    });
    expect(file.content()).toEqual(['a']);
  });

  it.each(['', '{"keys":[]}', '{"keys":[{"kid":"a"}]}', 'no such file'])('is none where it holds %j', (value) => {
    expect(publicKeySet.safeParse(value).success).toBe(false);
  });
});

describe('a private key', () => {
  const key = (kid: string): string => JSON.stringify({ kty: 'OKP', kid, d: 'd' });

  it('in place is always the same', () => {
    const current = currentPrivateKey.parse(key('a'));
    expect(current()).toBe(current());
  });

  it('in a file is the one that lies there now', async () => {
    const path = written('private', key('a'));
    const current = currentPrivateKey.parse(path);
    expect(current().kid).toBe('a');
    writeFileSync(path, key('bb'));
    expect(await eventually(() => current().kid === 'bb')).toBe(true);
  });
});
