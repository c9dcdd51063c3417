import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { askUntil } from './processes/deadline.ts';

const fixture = join(import.meta.dirname, '../test/fixtures/servers-only.mjs');

let folder: string;
let starter: ChildProcess;
let pids: readonly number[];

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gridlink-orphans-'));
  starter = spawn(process.execPath, [fixture, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(starter.stdout ?? starter, 'data');
  pids = JSON.parse(String(line));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a stack whose starter ends', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)('by %s leaves no process behind', async (signal) => {
    expect(pids.map(isAlive)).toEqual([true, true]);
    starter.kill(signal);
    const gone = await askUntil(async () => !pids.some(isAlive), { withinMs: 15_000, everyMs: 50 });
    expect(gone).toBe(true);
  });
});
