/**
 * Coordinates are kept as whole numbers of 10⁻⁷ degree: 1.1 cm on the ground, ±180° fits 32 bits, half the memory of doubles, and
 * the products of the point-in-polygon test stay exact (below 2⁵³) for edges of up to 9°.
 */
const UNITS_PER_DEGREE = 1e7;

export const toUnits = (degrees: number): number => Math.round(degrees * UNITS_PER_DEGREE);

export const toDegrees = (units: number): number => units / UNITS_PER_DEGREE;
