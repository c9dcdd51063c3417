import { describe, expect, it } from '@jest/globals';
import { boundaryText } from './boundary-text.ts';
import type { BoundaryRefusal } from './domain/read-boundary.ts';

/** One of each kind; a kind that is missing here does not compile. */
const EVERY_REFUSAL: { readonly [K in BoundaryRefusal['kind']]: Extract<BoundaryRefusal, { kind: K }> } = {
  NOT_AN_AREA: { kind: 'NOT_AN_AREA' },
  TOO_MANY_CORNERS: { kind: 'TOO_MANY_CORNERS', corners: 1_200, most: 1_000 },
  NOT_A_POSITION: { kind: 'NOT_A_POSITION' },
  SWAPPED: { kind: 'SWAPPED', at: [34, 113] },
  OUTSIDE_CHINA: { kind: 'OUTSIDE_CHINA', at: [10, 50] },
  TOO_FEW_CORNERS: { kind: 'TOO_FEW_CORNERS' },
  NOT_CLOSED: { kind: 'NOT_CLOSED' },
  CROSSES_ITSELF: { kind: 'CROSSES_ITSELF', at: [113, 34] },
  HOLE_OUTSIDE: { kind: 'HOLE_OUTSIDE', at: [113, 34] },
  PARTS_OVERLAP: { kind: 'PARTS_OVERLAP', at: [113, 34] },
};

describe('what is wrong with a boundary', () => {
  it.each(Object.values(EVERY_REFUSAL))('is said in words for $kind', (refusal) => {
    expect(boundaryText(refusal)).toMatch(/\p{Script=Han}/u);
  });

  it.each(Object.values(EVERY_REFUSAL).filter((refusal) => 'at' in refusal))('says where, for $kind', (refusal) => {
    expect(boundaryText(refusal)).toContain(`(${refusal.at.join(', ')})`);
  });
});
