const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';
const SHAPE = /^[1-9]\d{16}[\dX]$/;

/** True for an 18-character resident identity number whose check character is right (GB 11643-1999, ISO 7064 MOD 11-2). */
export function isResidentNumber(value: string): boolean {
  if (!SHAPE.test(value)) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(value[index]), 0);
  return value[17] === CHECK_CHARACTERS[sum % 11];
}

/** Date of birth in a resident number: 410105199005011234 -> 1990-05-01. */
export const birthDateIn = (residentNumber: string): string =>
  `${residentNumber.slice(6, 10)}-${residentNumber.slice(10, 12)}-${residentNumber.slice(12, 14)}`;
