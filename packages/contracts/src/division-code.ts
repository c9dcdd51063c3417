import type { DivisionLevel } from './vocabulary.ts';

/** Digits that mean something at each level of a 12-digit division code, and the level they name. */
const SIGNIFICANT: ReadonlyArray<readonly [number, DivisionLevel]> = [
  [2, 'PROVINCE'],
  [4, 'CITY'],
  [6, 'COUNTY'],
  [9, 'TOWN'],
  [12, 'VILLAGE'],
];

/** True for twelve digits that do not start with 0. */
export const isDivisionCode = (code: string): boolean => /^[1-9]\d{11}$/.test(code);

/**
 * The level a 12-digit division code stands for: 410105001000 is a town, 410105000000 a county.
 * Source: the statistical code of administrative divisions (GB/T 2260 six digits, GB/T 10114 three, then three for villages).
 */
export function divisionLevel(code: string): DivisionLevel {
  for (const [digits, level] of SIGNIFICANT) if (/^0*$/.test(code.slice(digits))) return level;
  return 'VILLAGE';
}

/** A prefix of digits as a whole code: '4101' -> '410100000000'. */
export const wholeDivisionCode = (prefix: string): string => prefix.padEnd(12, '0');

/** All divisions a code lies in, itself included, highest first: province, city, county, town, village. */
export function areasOf(code: string): string[] {
  const areas: string[] = [];
  for (const [digits] of SIGNIFICANT) {
    const area = wholeDivisionCode(code.slice(0, digits));
    if (areas.at(-1) !== area) areas.push(area);
    if (area === code) break;
  }
  return areas;
}

/** The division one level up, or null for a province. */
export const parentDivision = (code: string): string | null => areasOf(code).at(-2) ?? null;

/** True when `code` is `area` or lies in it. */
export const liesIn = (code: string, area: string): boolean => areasOf(code).includes(area);
