import { z } from 'zod';
import { ruled } from './ground.ts';
import { code, staffRole } from './vocabulary.ts';

export const education = z.enum([
  'PRIMARY',
  'JUNIOR_SECONDARY',
  'SENIOR_SECONDARY',
  'COLLEGE',
  'BACHELOR',
  'POSTGRADUATE',
]);
/** Levels of schooling, lowest first. */
export type Education = z.infer<typeof education>;

export const predicate = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('MIN_AGE'), years: z.int().min(0) }),
  z.strictObject({ kind: z.literal('NATIONALITY'), country: z.string().regex(/^[A-Z]{2}$/) }),
  /** The law asks for schooling "that fits the post"; which one fits is the operator's reading. */
  z.strictObject({ kind: z.literal('MIN_EDUCATION'), education, reading: z.literal('OPERATOR') }),
  z.strictObject({ kind: z.literal('FIT_HEALTH') }),
  /** What no register knows and the appointing body vouches for in writing. */
  z.strictObject({ kind: z.literal('ATTESTED'), matter: code }),
  z.strictObject({ kind: z.literal('NO_CRIMINAL_RECORD') }),
  z.strictObject({ kind: z.literal('NO_OPEN_CRIMINAL_CASE') }),
  z.strictObject({ kind: z.literal('NEVER_DETAINED') }),
  z.strictObject({ kind: z.literal('NEVER_DISMISSED_FROM_PUBLIC_OFFICE') }),
  z.strictObject({ kind: z.literal('NOT_LISTED_AS_DISHONEST') }),
]);

export const eligibilityRule = ruled({
  code,
  /** `CONDITION` 应当具备, `DISQUALIFICATION` 不得担任. */
  type: z.enum(['CONDITION', 'DISQUALIFICATION']),
  roles: z.array(staffRole).min(1),
  predicate,
  text: z.string().min(1),
});
