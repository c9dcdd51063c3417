import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectFolder } from './settings.ts';

let dataFolder: string;

/** The door as a newcomer uses it. */
function bootstrap(...commandArguments: readonly string[]): {
  readonly status: number | null;
  readonly output: string;
} {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(projectFolder, 'stack/bootstrap.mjs'), ...commandArguments],
    {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '', GRIDLINK_DATA: dataFolder },
    },
  );
  return { status, output: stdout + stderr };
}

beforeAll(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'gridlink-bootstrap-'));
});

afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

describe('the bootstrap', () => {
  it('shows its steps and hands over to the project’s own runtime', () => {
    expect(bootstrap('stop').output).toMatch(
      /\[1\/3\] Tools[\s\S]*\[2\/3\] Packages[\s\S]*\[3\/3\] Runtime … v24\.[\s\S]*Nothing is running\./,
    );
  });

  it('passes on the exit code', () => {
    expect(bootstrap('no-such-command').status).toBe(2);
  });

  it('does not reset a folder that is not one of ours', () => {
    expect(bootstrap('reset')).toEqual({ status: 1, output: expect.stringContaining('nothing was removed') });
  });
});
