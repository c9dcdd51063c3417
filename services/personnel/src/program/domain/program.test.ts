import { AREA_ROLES, GRID_ROLES, ROLES } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import { body } from '../../../test/appointment-facts.ts';
import { PROGRAM_ROLES, programRefusals } from './program.ts';

const organization = body('410902000000', 'FINANCE', 'puyang');
const request = { organization: organization.code, name: '财政系统', roles: ['DATA_STEWARD'] as const };
const facts = { organization, mayWrite: () => true };

describe('registering a program', () => {
  it('finds nothing against a department’s own', () => {
    expect(programRefusals(request, facts)).toEqual([]);
  });

  it.each([
    ['of no organization', request, { ...facts, organization: undefined }, 'NO_ORGANIZATION'],
    ['of a dissolved one', request, { ...facts, organization: { ...organization, active: false } }, 'NO_ORGANIZATION'],
    ['outside the area', request, { ...facts, mayWrite: () => false }, 'OUTSIDE_SCOPE'],
    ['without a name', { ...request, name: '' }, facts, 'BAD_NAME'],
    ['without a role', { ...request, roles: [] }, facts, 'NO_ROLE'],
    ['that would administer', { ...request, roles: ['ADMIN'] as const }, facts, 'ROLE_NOT_FOR_PROGRAMS'],
    ['that would see an area', { ...request, roles: ['CITY_COORDINATOR'] as const }, facts, 'ROLE_NOT_FOR_PROGRAMS'],
  ])('refuses one %s', (_, asked, known, kind) => {
    expect(programRefusals(asked, known).map((refusal) => refusal.kind)).toEqual([kind]);
  });
});

describe('the roles of programs', () => {
  it('see no area and administer nothing', () => {
    const forPeople = ROLES.filter((role) => AREA_ROLES.has(role) || GRID_ROLES.has(role) || role === 'ADMIN');
    expect(forPeople.filter((role) => PROGRAM_ROLES.has(role))).toEqual([]);
  });

  it('are told one by one where they are refused', () => {
    const roles = ['ADMIN', 'DATA_STEWARD', 'AUDITOR'] as const;
    expect(programRefusals({ ...request, roles }, facts)).toEqual([
      { kind: 'ROLE_NOT_FOR_PROGRAMS', roles: ['ADMIN', 'AUDITOR'] },
    ]);
  });

  it('are refused together with everything else that is wrong', () => {
    const asked = { organization: 'nowhere', name: '\u200b', roles: [] };
    expect(programRefusals(asked, { ...facts, organization: undefined }).map(({ kind }) => kind)).toEqual([
      'NO_ORGANIZATION',
      'BAD_NAME',
      'NO_ROLE',
    ]);
  });
});
