import { dayNumberAt, isoDateOf } from '@gridlink/jurisdiction';
import type { Day } from './measure.ts';

/** The day in China an instant falls in. */
export const dayOf = (instant: Date): Day => isoDateOf(dayNumberAt(instant.getTime()));

/** The first of several instants, or null. */
export const firstOf = (instants: readonly (Date | null)[]): Date | null => {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : new Date(Math.min(...known.map((instant) => instant.getTime())));
};
