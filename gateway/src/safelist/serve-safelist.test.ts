import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@gridlink/subgraph-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createGatewayMetrics } from '../metrics.ts';
import type { SafelistMode } from './safelist.ts';
import { serveSafelist } from './serve-safelist.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridlink-list-'));
});
afterAll(() => rm(folder, { recursive: true }));

const serve = (path: string | undefined, mode: SafelistMode) =>
  serveSafelist({
    path,
    rules: { mode, clients: [] },
    everyMs: 3_600_000,
    metrics: createGatewayMetrics({ inside: () => 0, revocations: () => 0 }).safelist,
    log: createLogger('test', 'silent'),
    onList: async () => {},
  });

describe('a safelist at the start', () => {
  it('must be usable, and names the file that is not', async () => {
    await writeFile(join(folder, 'bad.json'), '{}');
    await expect(serve(folder, 'off')).rejects.toThrow(/bad\.json: not a usable manifest/);
  });

  it('must be there', async () => {
    await expect(serve(join(folder, 'nowhere'), 'off')).rejects.toThrow(/ENOENT/);
  });

  it('must be named where a mode wants it', async () => {
    await expect(serve(undefined, 'all')).rejects.toThrow(/SAFELIST_PATH/);
  });

  it('is nothing where nobody named one', async () => {
    const { list } = await serve(undefined, 'off');
    expect(list().operations).toEqual([]);
  });
});
