/** A small generator of numbers that begins at a seed, so that a failure can be run again (mulberry32). */
export type Chance = {
  /** 0 ≤ n < below. */
  number(below: number): number;
  is(share: number): boolean;
  one<Value>(of: readonly Value[]): Value;
};

export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    number: (below) => Math.floor(next() * below),
    is: (share) => next() < share,
    one<Value>(of: readonly Value[]): Value {
      const chosen = of[Math.floor(next() * of.length)];
      if (chosen === undefined) throw new Error('nothing to choose from');
      return chosen;
    },
  };
}

/** A number made of a text, the same for the same text. */
export function numberOf(text: string): number {
  let hash = 2_166_136_261;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619);
  return hash >>> 0;
}
