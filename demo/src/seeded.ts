import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of chance that is the same at every run with the same seed and name. */
export type Seeded = {
  /** From 0 up to 1. */
  float(): number;
  /** A whole number, both ends included. */
  int(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
};

function hash(name: string): number {
  let value = 2166136261;
  for (const letter of name) value = Math.imul(value ^ letter.charCodeAt(0), 16777619);
  return value | 0;
}

export function seeded(seed: number, name: string): Seeded {
  const generator = xoroshiro128plus(seed ^ hash(name));
  const int = (from: number, to: number): number => uniformInt(generator, from, to);
  return {
    float: () => uniformFloat64(generator),
    int,
    pick(list) {
      const chosen = list[int(0, list.length - 1)];
      if (chosen === undefined) throw new Error('nothing to pick from');
      return chosen;
    },
  };
}
