import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SECANTUS_VERSION } from './install-secantus.ts';
import { findMongo } from './mongo-program.ts';

const path = process.env.PATH;
let folder: string;

function program(name: string, output: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\necho '${output}'\n`);
  chmodSync(join(folder, name), 0o755);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gridlink-path-'));
  process.env.PATH = folder;
});

afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true });
});

const choice = () => ({ cacheFolder: join(folder, 'cache'), progress: () => undefined });

describe('findMongo', () => {
  it('prefers a mongod on the PATH', async () => {
    program('mongod', 'db version v8.0.4');
    expect(await findMongo(choice())).toEqual({ kind: 'mongod', program: join(folder, 'mongod'), version: '8.0.4' });
  });

  it('takes the server in the cache without asking for Cargo', async () => {
    const bin = join(folder, 'cache', `secantusd-rs-${SECANTUS_VERSION}`, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'secantusd-rs'), '');
    expect((await findMongo(choice())).kind).toBe('secantus');
  });

  it('names what the build lacks', async () => {
    program('cargo', 'cargo 1.95');
    await expect(findMongo(choice())).rejects.toThrow(
      /needs a C compiler and cmake[\s\S]*apt install build-essential cmake/,
    );
  });

  it.each([
    ['mongod', 'no mongod on the PATH'],
    ['secantus', 'no Cargo on the PATH'],
  ] as const)('does not go on to another when %s is forced', async (forced, reason) => {
    await expect(findMongo({ ...choice(), forced })).rejects.toThrow(reason);
  });
});
