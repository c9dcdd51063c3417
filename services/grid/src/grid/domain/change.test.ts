import { describe, expect, it } from '@jest/globals';
import { contentWith, gridWith } from '../../../test/grid-builder.ts';
import { recoded, sameContent, statusRefusal, stepForKnown } from './change.ts';
import { GRID_STATUSES, type GridContent, type GridStatus } from './grid.ts';

const SAME = contentWith();
const RENAMED = contentWith({ name: '改名网格' });

describe('an imported row for a grid that is there', () => {
  it.each<[GridStatus, string, GridContent, boolean, unknown]>([
    ['DRAFT', 'the same', SAME, false, { kind: 'NOTHING' }],
    ['DRAFT', 'the same', SAME, true, { kind: 'CHANGE', publishes: true }],
    ['DRAFT', 'a change', RENAMED, false, { kind: 'CHANGE', publishes: false }],
    ['DRAFT', 'a change', RENAMED, true, { kind: 'CHANGE', publishes: true }],
    ['PUBLISHED', 'the same', SAME, false, { kind: 'NOTHING' }],
    ['PUBLISHED', 'the same', SAME, true, { kind: 'NOTHING' }],
    ['PUBLISHED', 'a change', RENAMED, true, { kind: 'CHANGE', publishes: true }],
    ['PUBLISHED', 'a change', RENAMED, false, { kind: 'REFUSED', refusal: { kind: 'CHANGE_NEEDS_PUBLICATION' } }],
    [
      'RETIRED',
      'the same',
      SAME,
      true,
      { kind: 'REFUSED', refusal: { kind: 'WRONG_STATUS', status: 'RETIRED', wanted: 'DRAFT' } },
    ],
  ])('as %s with %s (publish: %4$s) leads to its step', (status, _what, content, publish, step) => {
    expect(stepForKnown(gridWith({ status }), content, publish)).toEqual(step);
  });

  it.each([
    ['kind', contentWith({ kind: 'RURAL' })],
    ['division', contentWith({ division: '410105001002' })],
  ])('never changes its %s, which its code is made of', (field, content) => {
    expect(stepForKnown(gridWith(), content, true)).toEqual({
      kind: 'REFUSED',
      refusal: { kind: 'FIXED_CHANGED', field },
    });
  });
});

describe('the same content', () => {
  const exclusive = { category: 'SCHOOL', hostUnit: '某校', supervisingFunctions: ['EDUCATION'] };
  it.each<[string, Partial<GridContent>]>([
    ['the name', { name: '别名' }],
    ['the households', { households: 1 }],
    ['the residents', { residents: 1 }],
    ['the boundary', { boundary: { type: 'MultiPolygon', coordinates: [] } }],
    ['the dual management', { exclusive }],
  ])('differs by %s', (_what, more) => {
    expect(sameContent(contentWith(), contentWith(more))).toBe(false);
  });

  it('does not depend on the order of fields', () => {
    const turned = { supervisingFunctions: ['EDUCATION'], hostUnit: '某校', category: 'SCHOOL' };
    expect(sameContent(contentWith({ exclusive }), contentWith({ exclusive: turned }))).toBe(true);
  });
});

describe('the life of a grid', () => {
  it.each(GRID_STATUSES)('from %s allows exactly its command', (status) => {
    const allowed = (['PUBLISH', 'RETIRE'] as const).filter((command) => !statusRefusal(command, status));
    const expected = { DRAFT: ['PUBLISH'], PUBLISHED: ['RETIRE'], RETIRED: [] };
    expect(allowed).toEqual(expected[status]);
  });

  it('keeps every code it had, the newest last', () => {
    const once = { ...gridWith({ code: 'A' }), ...recoded(gridWith({ code: 'A' }), 'B') };
    expect(recoded(once, 'C')).toEqual({ code: 'C', formerCodes: ['A', 'B'] });
  });
});
