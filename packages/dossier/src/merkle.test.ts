import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leafOf, merkleTree, rootFrom } from './merkle.ts';

const leaves = (size: number) =>
  Array.from({ length: size }, (_, index) => leafOf(`t${index}`, { sequence: index + 1, hash: 'a'.repeat(64) }));

describe('[B12] the tree of a day', () => {
  it('leads from every leaf to its root, and from no other place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (size, pick, other) => {
        const all = leaves(size);
        const { root, paths } = merkleTree(all);
        const [at, elsewhere] = [pick % size, other % size];
        const [leaf = '', way = { index: 0, path: [] }] = [all[at], paths[at]];
        expect(rootFrom(leaf, way, size)).toBe(root);
        if (elsewhere !== at) {
          expect(rootFrom(leaf, { ...way, index: elsewhere }, size)).not.toBe(root);
          expect(rootFrom(all[elsewhere] ?? '', way, size)).not.toBe(root);
        }
        if (size > 1) expect(rootFrom(leaf, { ...way, path: way.path.slice(1) }, size)).not.toBe(root);
        expect(rootFrom(leaf, { ...way, path: [...way.path, leaf] }, size)).toBeNull();
      }),
    );
  });

  it('is that of RFC 6962: known roots of one and of three leaves', () => {
    const [a = '', b = '', c = ''] = leaves(3);
    const { root: ab } = merkleTree([a, b]);
    expect(merkleTree([a]).root).toBe(a);
    expect(merkleTree([a, b, c]).root).toBe(merkleTree([ab, c]).root);
  });

  it('has the root of nothing on a day without a leaf', () => {
    expect(merkleTree([])).toEqual({
      root: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      paths: [],
    });
  });

  it('takes no place beyond its end', () => {
    expect(rootFrom(leaves(1)[0] ?? '', { index: 1, path: [] }, 1)).toBeNull();
  });
});
