import { NOTHING, type Scope, systemScope } from '@gridlink/subgraph-kit';
import { describe, expect, it } from '@jest/globals';
import { areaFilter } from './area-filter.ts';

const COUNTY = '410902000000';
const TOWN = '410902001000';
const bounded: Scope = { reach: 'BOUNDED', jurisdiction: 'puyang', area: COUNTY };

describe('a list by area', () => {
  it.each<[string, Scope, string | null, Record<string, unknown>]>([
    ['the own area by default', bounded, null, { areas: COUNTY, jurisdiction: 'puyang' }],
    ['a division inside it', bounded, TOWN, { areas: TOWN, jurisdiction: 'puyang' }],
    ['the own area where more is asked for', bounded, '410900000000', { areas: COUNTY, jurisdiction: 'puyang' }],
    ['nothing of a neighbour', bounded, '410923000000', NOTHING],
    ['nothing without an area', { reach: 'BOUNDED', jurisdiction: 'puyang', grids: ['g'] }, null, NOTHING],
    ['nothing for the public', { reach: 'PUBLIC' }, COUNTY, NOTHING],
    ['everything for the platform', { reach: 'PLATFORM' }, null, {}],
    ['a division for the platform', { reach: 'PLATFORM' }, TOWN, { areas: TOWN }],
    ['everything for the platform’s own work', systemScope('test'), null, {}],
  ])('shows %s', (_, scope, division, filter) => {
    expect(areaFilter(scope, division)).toEqual(filter);
  });
});
