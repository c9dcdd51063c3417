import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Installation, installOnce } from './build-once.ts';

const NOBODY = 2 ** 22 + 1;

let cache: string;
let builds: number;

function installation(install?: Installation['install']): Installation {
  const build: Installation['install'] = async (draft) => {
    builds += 1;
    mkdirSync(draft);
    writeFileSync(join(draft, 'server'), 'built');
  };
  return { title: 'a server', folder: join(cache, 'server-1.0'), program: 'server', install: install ?? build };
}

const silent = (): void => undefined;

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'gridlink-cache-'));
  builds = 0;
});

afterEach(() => rmSync(cache, { recursive: true }));

describe('installOnce', () => {
  it('gives the path of what it installed', async () => {
    expect(readFileSync(await installOnce(installation(), silent), 'utf8')).toBe('built');
  });

  it('builds once for two starters at the same time', async () => {
    await Promise.all([installOnce(installation(), silent), installOnce(installation(), silent)]);
    expect(builds).toBe(1);
  });

  it('does not wait for a builder that is gone', async () => {
    writeFileSync(join(cache, 'server-1.0.lock'), String(NOBODY));
    await installOnce(installation(), silent);
    expect(builds).toBe(1);
  });

  it('leaves nothing half installed when the build fails', async () => {
    const failing = installation(async (draft) => {
      mkdirSync(draft);
      throw new Error('no compiler');
    });
    await expect(installOnce(failing, silent)).rejects.toThrow('no compiler');
    await installOnce(installation(), silent);
    expect(builds).toBe(1);
  });
});
