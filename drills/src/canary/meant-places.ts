import type { CanaryKind } from './canaries.ts';
import type { Sighting } from './sightings.ts';

/**
 * Where the services keep what was handed in, and in which form: the only places it may be. Numbers of people are encrypted wherever a
 * service keeps them for itself; a department's register holds its rows as they were sent, which is what it is for.
 */
const MEANT: ReadonlyArray<{ readonly field: RegExp; readonly kinds: readonly CanaryKind[] }> = [
  { field: /^personnel\.persons\.(name|words)$/, kinds: ['name'] },
  { field: /^tickets\.tickets\.(place\.address|words)$/, kinds: ['address'] },
  {
    field: /^dataexchange\.(records|record_revisions|refused_rows)\.values\./,
    kinds: ['name', 'phone', 'idNumber', 'address'],
  },
  { field: /^dataexchange\.records\.key$/, kinds: ['idNumber'] },
];

/** A poisoned event is parked as it came, for whoever has to find out what it is. */
const PARKED = /^(stream \w+_(GRID|TICKETS|PERSONNEL)$|\w+\.dead_letters\.event\.)/;

export const isMeantToBeThere = ({ canary, place, how }: Sighting): boolean =>
  !how.startsWith('as a digest') &&
  ((canary.door === 'a poisoned event' && PARKED.test(place)) ||
    MEANT.some(({ field, kinds }) => field.test(place) && kinds.includes(canary.kind)));
