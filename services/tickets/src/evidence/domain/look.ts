/**
 * How a picture looks, whatever it is stored as: the signs of its low frequencies against their median, 144 bits as hexadecimal digits.
 * Stored smaller, in another format, brighter or darker, a picture keeps nearly all of them; two pictures differ in about half.
 * The perceptual hash of Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions (2010), on 12 × 12 frequencies.
 */
export type Look = string;

/** A picture is looked at as so many rows of so many grey values. */
export const LOOK_SIDE = 32;
const FREQUENCIES = 12;
const BITS = FREQUENCIES * FREQUENCIES;

/** Looks of pictures that are alike differ in no more bits. Of real pictures changed as above they differ in 0 to 10, of two pictures in 40 and more. */
export const MOST_DIFFERENT = 11;

/** A frequency below so many grey levels is noise, or nothing: of photos four in five are above, of plain walls and skies a fifth. */
const LEAST_LEVEL = 2;
const LEAST_SHARE = 2 / 3;

const COSINES: readonly (readonly number[])[] = Array.from({ length: FREQUENCIES }, (_, at) =>
  Array.from({ length: LOOK_SIDE }, (_each, x) => Math.cos((Math.PI * (at + 1) * (2 * x + 1)) / (2 * LOOK_SIDE))),
);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The discrete cosine transform, rows first, without the frequencies that are constant along a side: they are the light, not the picture. */
function frequencies(grey: Uint8Array): readonly number[] {
  const rows = Array.from({ length: LOOK_SIDE }, (_, y) => grey.subarray(y * LOOK_SIDE, (y + 1) * LOOK_SIDE));
  const across = rows.map((row) => COSINES.map((wave) => sum(wave.map((height, x) => height * (row[x] ?? 0)))));
  return COSINES.flatMap((wave) =>
    COSINES.map((_, u) => (sum(wave.map((height, y) => height * (across[y]?.[u] ?? 0))) * 2) / LOOK_SIDE),
  );
}

/** The look of a picture by its grey values, row by row; null of one that is too plain to be told from another. */
export function lookOf(grey: Uint8Array): Look | null {
  const levels = frequencies(grey);
  if (levels.filter((level) => Math.abs(level) >= LEAST_LEVEL).length < BITS * LEAST_SHARE) return null;
  const median = levels.toSorted((a, b) => a - b)[BITS / 2] ?? 0;
  const digits = Array.from({ length: BITS / 4 }, (_, digit) =>
    levels
      .slice(digit * 4, digit * 4 + 4)
      .reduce((value, level) => value * 2 + (level > median ? 1 : 0), 0)
      .toString(16),
  );
  return digits.join('');
}

/** Bands are as many bits each as fit in the place a number has beside the band's own. */
const BANDS = 6;
const BAND_BITS = BITS / BANDS;
const BAND_DIGITS = BAND_BITS / 4;
const BAND_SIZE = 2 ** BAND_BITS;

const bandValues = (look: Look): readonly number[] =>
  Array.from({ length: BANDS }, (_, band) =>
    Number.parseInt(look.slice(band * BAND_DIGITS, (band + 1) * BAND_DIGITS), 16),
  );

/** A look as the numbers it is kept under: one for each band of it. */
export const bandsOf = (look: Look): readonly number[] =>
  bandValues(look).map((value, band) => band * BAND_SIZE + value);

/**
 * What alike looks are kept under: each band as it is and with any one bit of it turned. Looks that differ in 11 bits have a band of six
 * that differs in one at most, so all of them are found by equal numbers (Norouzi, Punjani and Fleet, Fast Search in Hamming Space with
 * Multi-Index Hashing, 2012).
 */
export const bandsNear = (look: Look): readonly number[] =>
  bandValues(look).flatMap((value, band) =>
    [value, ...Array.from({ length: BAND_BITS }, (_, bit) => value ^ (1 << bit))].map(
      (near) => band * BAND_SIZE + near,
    ),
  );

const onesIn = (value: number): number => [...value.toString(2)].filter((bit) => bit === '1').length;

/** In how many bits two looks differ. */
export function differenceOf(one: Look, other: Look): number {
  const others = bandValues(other);
  return sum(bandValues(one).map((value, band) => onesIn(value ^ (others[band] ?? 0))));
}

export const areAlike = (one: Look, other: Look): boolean => differenceOf(one, other) <= MOST_DIFFERENT;
