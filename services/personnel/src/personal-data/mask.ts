const MOBILE_SHOWN_BEFORE = 3;
const MOBILE_SHOWN_AFTER = 4;
const RESIDENT_SHOWN_BEFORE = 6;
const RESIDENT_LENGTH = 18;

const covered = (value: string, before: number, after: number): string =>
  value.slice(0, before) + '*'.repeat(Math.max(0, value.length - before - after)) + value.slice(value.length - after);

/** 13812345678 -> 138****5678. */
export const maskPhone = (phone: string): string => covered(phone, MOBILE_SHOWN_BEFORE, MOBILE_SHOWN_AFTER);

/** 410105199001011234 -> 410105********1234; of a passport only the last two characters stay. */
export const maskIdNumber = (idNumber: string): string =>
  idNumber.length === RESIDENT_LENGTH
    ? covered(idNumber, RESIDENT_SHOWN_BEFORE, MOBILE_SHOWN_AFTER)
    : covered(idNumber, 0, 2);
