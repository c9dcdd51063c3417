import type { Random } from '../random.ts';

/** Shaped like a ticket: scoped, staged, dated, with gaps and nulls. */
export type RandomDocument = {
  readonly _id: number;
  readonly areas: readonly string[];
  readonly stage?: string;
  readonly code: string;
  readonly urgency?: number | null;
  readonly createdAt: Date;
  readonly place: { readonly grid?: string; readonly floor: number };
  readonly assignments: readonly { readonly unit: string; readonly state: string }[];
};

/** The words that documents and queries are drawn from: few, so that they meet. */
export const vocabulary = {
  areas: ['41', '4101', '410105', '410106', '32', '3205'],
  stages: ['ACCEPTANCE', 'DISPATCH', 'HANDLING', 'CLOSED'],
  codes: ['ZZ-01-a', 'ZZ-01-b', 'ZZ-02-a', 'NB-01', 'nb-01', 'NB.01', ''],
  grids: ['g1', 'g2', 'g3'],
  units: ['u1', 'u2', 'u3'],
  states: ['OFFERED', 'WORKING', 'DONE'],
} as const;

function some<T>(random: Random, choices: readonly T[], most: number): T[] {
  return [...new Set(Array.from({ length: random.below(most + 1) }, () => random.pick(choices)))];
}

function assignment(random: Random): RandomDocument['assignments'][number] {
  return { unit: random.pick(vocabulary.units), state: random.pick(vocabulary.states) };
}

/** One random document. */
export function randomDocument(random: Random, _id: number): RandomDocument {
  return {
    _id,
    areas: some(random, vocabulary.areas, 3),
    ...(random.chance(0.85) ? { stage: random.pick(vocabulary.stages) } : {}),
    code: random.pick(vocabulary.codes),
    ...(random.chance(0.7) ? { urgency: random.chance(0.15) ? null : random.below(6) } : {}),
    createdAt: new Date(Date.UTC(2026, 0, 1 + random.below(40))),
    place: { ...(random.chance(0.8) ? { grid: random.pick(vocabulary.grids) } : {}), floor: random.below(4) },
    assignments: Array.from({ length: random.below(3) }, () => assignment(random)),
  };
}
