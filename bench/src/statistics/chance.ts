/** A stream of chance that is the same at every run with the same seed. */
export type Chance = {
  /** From 0 up to 1. */
  float(): number;
  /** A whole number, both ends included. */
  int(from: number, to: number): number;
};

/** mulberry32: small, quick and even enough to place points and to choose victims; for nothing secret. */
export function chanceOf(seed: number): Chance {
  let state = seed | 0;
  const float = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { float, int: (from, to) => from + Math.floor(float() * (to - from + 1)) };
}
