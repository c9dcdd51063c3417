import { gridPublished } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import { gridWith } from '../../../test/grid-builder.ts';
import { snapshotOf } from './snapshot.ts';

const PUBLISHED = { ...gridWith({ status: 'PUBLISHED', effectiveFrom: new Date('2026-06-01T00:00:00Z') }), id: 'g' };

describe('the snapshot of a grid', () => {
  it.each([
    ['a territorial grid', PUBLISHED],
    [
      'an exclusive grid',
      { ...PUBLISHED, exclusive: { category: 'SCHOOL', hostUnit: '某校', supervisingFunctions: ['EDUCATION'] } },
    ],
  ])('of %s is what the contract says', (_what, grid) => {
    expect(gridPublished.data.safeParse({ grid: snapshotOf(grid) }).error).toBeUndefined();
  });

  it('tells nothing that is not published', () => {
    expect(Object.keys(snapshotOf(PUBLISHED))).not.toContain('households');
  });

  it('is not there for a grid that was never published', () => {
    expect(() => snapshotOf({ ...gridWith(), id: 'g' })).toThrow('never published');
  });
});
