import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { SUBGRAPHS } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');

describe('the packages of the graph', () => {
  it('share one copy of graphql', () => {
    const folders = ['gateway', 'packages/subgraph-kit', ...SUBGRAPHS.map((name) => `services/${name}`)];
    const copies = folders
      .map((folder) => join(ROOT, folder, 'package.json'))
      .filter((file) => existsSync(file))
      .flatMap((file) => {
        const require = createRequire(file);
        return ['graphql', '@apollo/server', '@apollo/subgraph', '@apollo/gateway'].flatMap((name) => {
          try {
            const at = createRequire(require.resolve(name));
            return [realpathSync(name === 'graphql' ? require.resolve('graphql') : at.resolve('graphql'))];
          } catch {
            return [];
          }
        });
      });
    expect(copies.length).toBeGreaterThan(4);
    expect([...new Set(copies)].length).toBe(1);
  });
});
