import { describe, expect, it } from '@jest/globals';
import { compareGrids, compareTickets } from './compare-projections.ts';

const owned = [{ id: '1', code: 'G1', name: 'one', retired: false }];

describe('projections of grids', () => {
  it('are like their owner’s where they say the same, whether or not they keep the name', () => {
    const kept = [{ id: '1', code: 'G1', retired: false }];
    expect([...compareGrids('s', owned, kept), ...compareGrids('s', owned, owned)]).toEqual([]);
  });

  it.each([
    ['lacks one', [], ['s lacks grid G1']],
    ['has an old code', [{ id: '1', code: 'G0', retired: false }], ['s has grid G1 as G0']],
    ['has an old name', [{ id: '1', code: 'G1', name: 'zero', retired: false }], ['s calls grid G1 zero']],
    ['has one retired that is not', [{ id: '1', code: 'G1', retired: true }], ['s has grid G1 retired']],
    ['has one too many', [...owned, { id: '2', code: 'G2', retired: false }], ['s has grid G2 that is not there']],
  ])('are found to differ when a service %s', (_what, kept, expected) => {
    expect(compareGrids('s', owned, kept)).toEqual(expected);
  });
});

describe('projections of tickets', () => {
  it.each([
    ['knows every event', [{ code: 'T1', sequence: 2 }], []],
    ['is ahead of an older look', [{ code: 'T1', sequence: 3 }], []],
    ['is behind', [{ code: 'T1', sequence: 1 }], ['s knows 1 of 2 events of T1']],
    ['lacks one', [], ['s knows 0 of 2 events of T1']],
  ])('when a service %s', (_what, kept, expected) => {
    expect(compareTickets('s', [{ code: 'T1', sequence: 2 }], kept)).toEqual(expected);
  });
});
