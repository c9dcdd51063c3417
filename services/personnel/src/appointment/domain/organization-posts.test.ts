import { ORGANIZATION_KINDS, ROLES } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import { organizationRole } from './organization-posts.ts';

describe('a post in a body', () => {
  it.each([
    ['COORDINATION_BODY', 'CITY', 'OFFICER', 'CITY_COORDINATOR'],
    ['COORDINATION_BODY', 'COUNTY', 'LEAD', 'COUNTY_COORDINATOR'],
    ['OPERATION_BODY', 'COUNTY', 'OFFICER', 'PLATFORM_OPERATOR'],
    ['TOWN', 'TOWN', 'LEAD', 'TOWN_OPERATOR'],
    ['LINKAGE_DEPARTMENT', 'COUNTY', 'OFFICER', 'DEPARTMENT_OFFICER'],
    ['LINKAGE_DEPARTMENT', 'COUNTY', 'LEAD', 'DEPARTMENT_LEAD'],
    ['SERVICE_UNIT', 'COUNTY', 'LEAD', 'SERVICE_UNIT'],
    ['DISCIPLINE_INSPECTION', 'COUNTY', 'OFFICER', 'DISCIPLINE_INSPECTOR'],
    ['THIRD_PARTY', 'CITY', 'OFFICER', 'SURVEYOR'],
  ] as const)('[P16] of a %s at %s level as %s is a %s', (kind, level, post, role) => {
    expect(organizationRole({ kind, level }, post)).toBe(role);
  });

  it.each(ORGANIZATION_KINDS)('of a %s never administers', (kind) => {
    const role = organizationRole({ kind, level: 'COUNTY' }, 'LEAD');
    expect(ROLES.filter((known) => known !== 'ADMIN' && known !== 'AUDITOR')).toContain(role);
  });
});
