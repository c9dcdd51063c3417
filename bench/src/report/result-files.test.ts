import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Result } from './result.ts';
import { readResult, saveResult } from './result-files.ts';

const result = (quick: boolean, seed: number): Result => ({
  name: 'gateway',
  command: 'pnpm bench gateway',
  at: '2026-03-02T01:00:00.000Z',
  quick,
  machine: 'somewhere',
  versions: {},
  seed,
  rounds: 5,
  notes: [],
  rows: [],
  bars: [],
});

describe('a kept result', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gridlink-results-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is not overwritten by a smoke run', () => {
    saveResult(result(false, 1), folder);
    saveResult(result(true, 2), folder);
    expect(readResult('gateway', folder)?.seed).toBe(1);
  });

  it('is overwritten by the next full run', () => {
    saveResult(result(false, 1), folder);
    saveResult(result(false, 2), folder);
    expect(readResult('gateway', folder)?.seed).toBe(2);
  });

  it('is the smoke run where nothing else was measured', () => {
    saveResult(result(true, 2), folder);
    expect(readResult('gateway', folder)?.quick).toBe(true);
  });

  it('is missing where nothing was measured', () => {
    expect(readResult('gateway', folder)).toBeUndefined();
  });
});
