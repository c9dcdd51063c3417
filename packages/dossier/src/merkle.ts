import { createHash } from 'node:crypto';
import { canonical, type Head } from './chain.ts';

/** Leaves and nodes are hashed under different first bytes (RFC 6962): no node passes for a leaf. */
const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

const digest = (...parts: readonly Buffer[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

const joined = (left: string, right: string): string =>
  digest(NODE, Buffer.from(left, 'hex'), Buffer.from(right, 'hex'));

/** A ticket's head as a leaf of its day. */
export const leafOf = (ticketId: string, head: Head): string =>
  digest(LEAF, Buffer.from(canonical({ ticket: ticketId, sequence: head.sequence, hash: head.hash })));

/** A place in a tree, and the hashes beside the way up from it. */
export type MerklePath = { readonly index: number; readonly path: readonly string[] };

/** The root of a day nobody did anything on. */
const EMPTY_ROOT = digest();

/** Level by level, an odd last node going up as it is; the first level are the leaves, the last one is the root. */
function levelsOf(leaves: readonly string[]): readonly (readonly string[])[] {
  const levels = [leaves];
  for (let level = leaves; level.length > 1; levels.push(level)) {
    level = Array.from({ length: Math.ceil(level.length / 2) }, (_, pair) => {
      const [left = '', right] = level.slice(pair * 2, pair * 2 + 2);
      return right === undefined ? left : joined(left, right);
    });
  }
  return levels;
}

/** The root over leaves in their order, and each one's way up to it. */
export function merkleTree(leaves: readonly string[]): { readonly root: string; readonly paths: MerklePath[] } {
  const levels = levelsOf(leaves);
  const below = levels.slice(0, -1);
  const paths = leaves.map((_, index) => ({
    index,
    path: below.flatMap((level, height) => level[(index >> height) ^ 1] ?? []),
  }));
  return { root: levels.at(-1)?.[0] ?? EMPTY_ROOT, paths };
}

/** The root that a leaf at its place leads to, or null where the way does not fit a tree of that size. */
export function rootFrom(leaf: string, { index, path }: MerklePath, size: number): string | null {
  let [root, at, width] = [leaf, index, size];
  const beside = [...path];
  if (index >= size) return null;
  for (; width > 1; at >>= 1, width = (width + 1) >> 1) {
    if ((at ^ 1) >= width) continue;
    const sibling = beside.shift();
    if (sibling === undefined) return null;
    root = at % 2 === 0 ? joined(root, sibling) : joined(sibling, root);
  }
  return beside.length === 0 ? root : null;
}
