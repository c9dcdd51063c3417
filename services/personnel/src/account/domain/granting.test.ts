import { ROLES } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import { rolesAbove } from './granting.ts';

describe('giving roles', () => {
  it('is free to administration', () => {
    expect(rolesAbove(['ADMIN'], ROLES)).toEqual([]);
  });

  it.each([
    ['COUNTY_COORDINATOR', ['ADMIN', 'AUDITOR', 'DISCIPLINE_INSPECTOR', 'CITY_COORDINATOR']],
    ['CITY_COORDINATOR', ['ADMIN', 'AUDITOR', 'DISCIPLINE_INSPECTOR']],
  ] as const)('keeps a %s below %j', (giver, above) => {
    expect(new Set(rolesAbove([giver], ROLES))).toEqual(new Set(above));
  });

  it('is not lifted by watching over others', () => {
    expect(rolesAbove(['AUDITOR'], ['TOWN_OPERATOR'])).toEqual(['TOWN_OPERATOR']);
  });
});

describe('a giver', () => {
  it.each(ROLES.filter((role) => role !== 'AUDITOR' && role !== 'DISCIPLINE_INSPECTOR'))(
    'who is %s may give the own role',
    (role) => {
      expect(rolesAbove([role], [role])).toEqual([]);
    },
  );

  it('with several roles gives by the highest', () => {
    expect(rolesAbove(['TOWN_OPERATOR', 'CITY_COORDINATOR'], ['COUNTY_COORDINATOR'])).toEqual([]);
  });

  it('without any role gives none that counts', () => {
    expect(rolesAbove([], ['DATA_STEWARD', 'TOWN_OPERATOR'])).toEqual(['DATA_STEWARD', 'TOWN_OPERATOR']);
  });
});
