import { NOTHING, type Scope } from '@gridlink/subgraph-kit';
import { describe, expect, it } from '@jest/globals';
import { listedGrids, visibleGrids } from './grid-scope.ts';

const CITY = '410100000000';
const COUNTY = '410105000000';
const OTHER = '410103000000';
const coordinator: Scope = { reach: 'BOUNDED', jurisdiction: 'zhengzhou', area: COUNTY };
const officer: Scope = { reach: 'BOUNDED', jurisdiction: 'zhengzhou', organization: `${COUNTY}-FINANCE` };

describe('a list of grids', () => {
  it.each<[string, Scope, string, unknown]>([
    ['of the own area by a wider question', coordinator, CITY, COUNTY],
    ['of a town inside the own area', coordinator, '410105001000', '410105001000'],
  ])('of drafts %s is cut down to what the scope reaches', (_what, scope, division, areas) => {
    expect(listedGrids(scope, { areas: [division], status: 'DRAFT' })).toMatchObject({
      areas,
      jurisdiction: 'zhengzhou',
    });
  });

  it.each<[string, Scope]>([
    ['a neighbour', { ...coordinator, area: OTHER }],
    ['a department', officer],
    ['the public', { reach: 'PUBLIC' }],
  ])('of drafts is empty for %s', (_who, scope) => {
    expect(listedGrids(scope, { areas: [COUNTY], status: 'DRAFT' })).toBe(NOTHING);
  });

  it('of published ones is open to the whole jurisdiction and bound to it', () => {
    expect(listedGrids(officer, { areas: [OTHER], status: 'PUBLISHED' })).toEqual({
      areas: OTHER,
      status: 'PUBLISHED',
      jurisdiction: 'zhengzhou',
    });
  });
});

describe('a grid looked up', () => {
  it('is seen by the public once it was published', () => {
    expect(visibleGrids({ reach: 'PUBLIC' })).toEqual({ status: { $in: ['PUBLISHED', 'RETIRED'] } });
  });

  it('is seen whole by the platform', () => {
    expect(visibleGrids({ reach: 'PLATFORM' })).toEqual({});
  });
});
