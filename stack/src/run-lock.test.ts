import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type DataFolder, dataFolderAt } from './data-folder.ts';
import { AlreadyRunningError, holderOf, lockDataFolder } from './run-lock.ts';

const NOBODY = 2 ** 22 + 1;

let data: DataFolder;

beforeEach(() => {
  data = dataFolderAt(mkdtempSync(join(tmpdir(), 'gridlink-lock-')));
});

afterEach(() => rmSync(data.root, { recursive: true }));

describe('the lock of a data folder', () => {
  it('is refused to the second one, naming the first', () => {
    lockDataFolder(data);
    expect(() => lockDataFolder(data)).toThrow(AlreadyRunningError);
  });

  it('can be taken again when it was freed', () => {
    lockDataFolder(data)();
    expect(lockDataFolder(data)).toBeInstanceOf(Function);
  });

  it('of a process that is gone counts for nothing', () => {
    writeFileSync(data.lock, JSON.stringify({ pid: NOBODY, startedAt: 'yesterday' }));
    lockDataFolder(data);
    expect(holderOf(data)?.pid).toBe(process.pid);
  });

  it('that was cut short by a power cut counts for nothing', () => {
    writeFileSync(data.lock, '{"pi');
    expect(holderOf(data)).toBeUndefined();
  });
});
