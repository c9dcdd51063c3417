import { type Day, MEASURES, type Measure, NOW } from './measure.ts';
import { daysIn, daysOf, isDay, LONGEST_DAYS, type Period } from './period.ts';
import { factToken } from './share.ts';

/** What exactly one number counts: enough to list its tickets again. */
export type NumberLink = {
  readonly jurisdiction: string;
  readonly measure: Measure;
  /** A division, or a grid's id. */
  readonly place: string;
  readonly unit: string;
  /** Null for every category. */
  readonly category: string | null;
  readonly period: Period;
};

type CountedFacts = readonly string[] | { readonly from: string; readonly to: string };

/** As one word, for a client to hand back. */
export const writeLink = ({ jurisdiction, measure, place, unit, category, period }: NumberLink): string =>
  Buffer.from(
    JSON.stringify([jurisdiction, measure, place, unit, category, period?.from ?? null, period?.to ?? null]),
  ).toString('base64url');

function parsed(word: string): unknown {
  try {
    return JSON.parse(Buffer.from(word, 'base64url').toString());
  } catch {
    return null;
  }
}

const LONGEST_WORD = 1_000;

/** Before every ticket. */
export const BEGINNING: Day = '0001-01-01';

const isPeriod = (from: unknown, to: unknown): boolean =>
  isDay(to) && (from === BEGINNING || (isDay(from) && from <= to && daysIn({ from, to }) <= LONGEST_DAYS));

/** Null for whatever we did not write ourselves. */
export function readLink(word: string): NumberLink | null {
  const values = word.length > LONGEST_WORD ? null : parsed(word);
  if (!Array.isArray(values) || values.length !== 7) return null;
  const [jurisdiction, measure, place, unit, category, from, to] = values as unknown[];
  const texts = [jurisdiction, measure, place, unit].every((value) => typeof value === 'string' && value !== '');
  if (!texts || !Object.hasOwn(MEASURES, measure as string)) return null;
  if (category !== null && typeof category !== 'string') return null;
  const isNow = from === null && to === null;
  if (!isNow && !isPeriod(from, to)) return null;
  return {
    jurisdiction: jurisdiction as string,
    measure: measure as Measure,
    place: place as string,
    unit: unit as string,
    category: category as string | null,
    period: isNow ? null : { from: from as string, to: to as string },
  };
}

/** The facts any ticket of the number has one of: each named, and of whatever lies longer back a stretch. */
export function factsBehind({ measure, unit, period }: NumberLink): CountedFacts {
  const word = (day: Day): string => factToken({ measure, unit, day });
  if (period === null) return [word(NOW)];
  return period.from === BEGINNING ? { from: word(period.from), to: word(period.to) } : daysOf(period).map(word);
}
