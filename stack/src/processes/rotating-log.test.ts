import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openRotatingLog } from './rotating-log.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gridlink-log-'));
  path = join(folder, 'a.log');
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('a rotating log', () => {
  it('continues the file of the run before', () => {
    for (const line of ['one\n', 'two\n']) {
      const log = openRotatingLog(path);
      log.write(line);
      log.close();
    }
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
  });

  it('moves a full file aside before it grows over the limit', () => {
    const log = openRotatingLog(path, { maximumBytes: 6, kept: 3 });
    for (const line of ['aaaa\n', 'bbbb\n']) log.write(line);
    log.close();
    expect([readFileSync(path, 'utf8'), readFileSync(`${path}.1`, 'utf8')]).toEqual(['bbbb\n', 'aaaa\n']);
  });

  it('keeps only so many old files', () => {
    const log = openRotatingLog(path, { maximumBytes: 2, kept: 2 });
    for (const line of ['1\n', '2\n', '3\n', '4\n']) log.write(line);
    log.close();
    expect([existsSync(`${path}.2`), existsSync(`${path}.3`)]).toEqual([true, false]);
  });

  it('gives the newest lines for a crash message', () => {
    const log = openRotatingLog(path);
    for (let line = 1; line <= 30; line += 1) log.write(`line ${line}\n`);
    log.close();
    expect(log.tail().at(-1)).toBe('line 30');
  });

  it('takes what arrives after it was closed without complaint', () => {
    const log = openRotatingLog(path);
    log.close();
    expect(() => log.write('late\n')).not.toThrow();
  });
});
