import { isResidentNumber } from '../src/person/domain/resident-number.ts';

/** An 18-character resident number with a right check character, for stories: division, birth date, running number. */
export function residentNumber(division6: string, birthDate: string, serial: number): string {
  const stem = `${division6}${birthDate.replaceAll('-', '')}${String(serial % 1_000).padStart(3, '0')}`;
  const whole = [...'0123456789X'].map((check) => stem + check).find(isResidentNumber);
  if (whole === undefined) throw new Error(`no check character fits ${stem}`);
  return whole;
}
