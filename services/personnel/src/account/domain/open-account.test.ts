import type { Role } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import { body, eligible, packNamed } from '../../../test/appointment-facts.ts';
import { type AccountFacts, type AccountRequest, decideAccount } from './open-account.ts';

const COUNTY = '410902000000';
const TOWN = '410902001000';

const request: AccountRequest = {
  login: 'li.ming',
  password: 'a long enough secret',
  personId: null,
  organization: null,
  roles: ['TOWN_OPERATOR'],
  division: TOWN,
  jurisdiction: null,
};
const facts: AccountFacts = {
  giver: ['COUNTY_COORDINATOR'],
  platform: false,
  mayWrite: (jurisdiction, areas) => jurisdiction === 'puyang' && areas.includes(COUNTY),
  jurisdictionOf: (division) => (division.startsWith('4109') ? 'puyang' : 'elsewhere'),
  isJurisdiction: (code) => code === 'puyang',
  person: undefined,
  organization: undefined,
};
const kinds = (changed: Partial<AccountRequest>, known: Partial<AccountFacts> = {}): string[] => {
  const decision = decideAccount({ ...request, ...changed }, { ...facts, ...known });
  return decision.kind === 'REFUSE' ? decision.refusals.map(({ kind }) => kind) : [];
};

describe('opening an account', () => {
  it('takes the jurisdiction from the division', () => {
    expect(decideAccount(request, facts)).toMatchObject({
      kind: 'OPEN',
      reach: { jurisdiction: 'puyang', division: TOWN },
    });
  });

  it('takes the place from the organization where there is no division', () => {
    const organization = body(COUNTY, 'FINANCE', 'puyang');
    const asked = {
      ...request,
      division: null,
      organization: organization.code,
      roles: ['DEPARTMENT_OFFICER'] as Role[],
    };
    expect(decideAccount(asked, { ...facts, organization })).toMatchObject({
      kind: 'OPEN',
      place: { division: COUNTY },
    });
  });

  it('needs no role for a person, whose posts give them', () => {
    const person = eligible(packNamed('puyang'));
    expect(kinds({ roles: [], division: null, personId: person.id }, { person })).toEqual([]);
  });

  it.each<[string, Partial<AccountRequest>, string]>([
    ['a login name with capitals', { login: 'Li.Ming' }, 'BAD_LOGIN'],
    ['a login name of two letters', { login: 'ab' }, 'BAD_LOGIN'],
    ['a short password', { password: 'short' }, 'WEAK_PASSWORD'],
    ['a password with the login name in it', { password: 'xx-li.ming-xx' }, 'WEAK_PASSWORD'],
    ['a password of one character', { password: 'aaaaaaaaaaaaaaa' }, 'WEAK_PASSWORD'],
    ['a role above the own', { roles: ['CITY_COORDINATOR'] }, 'ROLE_ABOVE_OWN'],
    ['a role that watches over the giver', { roles: ['AUDITOR'] }, 'ROLE_ABOVE_OWN'],
    ['a role of grid staff', { roles: ['GRID_LEADER'] }, 'ROLE_BY_APPOINTMENT'],
    ['the role of everybody', { roles: ['PUBLIC'] }, 'ROLE_NOT_GIVEN'],
    ['no role and no person', { roles: [] }, 'NO_ROLE'],
    ['an area role without an area', { division: null }, 'DIVISION_NEEDED'],
    ['a role of a body without a body', { roles: ['DATA_STEWARD'] }, 'ORGANIZATION_NEEDED'],
    ['an unknown person', { personId: 'nobody' }, 'NO_PERSON'],
    ['an unknown organization', { organization: 'nowhere' }, 'NO_ORGANIZATION'],
    ['a division that is no code', { division: 'here' }, 'NOT_A_DIVISION'],
    ['an unknown jurisdiction', { jurisdiction: 'atlantis' }, 'UNKNOWN_JURISDICTION'],
    ['a division outside the area', { division: '410923001000' }, 'OUTSIDE_SCOPE'],
  ])('refuses %s', (_, changed, kind) => {
    expect(kinds(changed)).toContain(kind);
  });

  it('refuses places that do not go together', () => {
    const organization = body('320505000000', 'FINANCE', 'jiangsu');
    expect(kinds({ organization: organization.code }, { organization })).toEqual(['JURISDICTIONS_DISAGREE']);
  });

  it('lets platform administration open another administrator', () => {
    const asked = { roles: ['ADMIN'] as Role[], division: null };
    expect(kinds(asked, { giver: ['ADMIN'], platform: true, mayWrite: () => true })).toEqual([]);
  });

  it('lets an administrator of one jurisdiction open none of the whole platform', () => {
    expect(kinds({ roles: ['ADMIN'], division: null }, { giver: ['ADMIN'] })).toEqual(['OUTSIDE_SCOPE']);
  });
});

describe('a refused account', () => {
  it('is told everything that is wrong at once', () => {
    expect(kinds({ login: 'X', password: 'short', roles: ['ADMIN'], division: 'here' })).toEqual([
      'BAD_LOGIN',
      'WEAK_PASSWORD',
      'ROLE_ABOVE_OWN',
      'NOT_A_DIVISION',
    ]);
  });

  it('is not opened for a dissolved organization', () => {
    const organization = { ...body(COUNTY, 'FINANCE', 'puyang'), active: false };
    expect(kinds({ organization: organization.code }, { organization })).toEqual(['NO_ORGANIZATION']);
  });

  it('is not opened for an organization outside the area, whatever its division', () => {
    const organization = body('410923000000', 'FINANCE', 'puyang');
    expect(kinds({ organization: organization.code }, { organization })).toEqual(['OUTSIDE_SCOPE']);
  });

  it('is not opened for a person whose file is kept elsewhere', () => {
    const person = { ...eligible(packNamed('puyang')), areas: ['410923000000'] };
    expect(kinds({ personId: person.id }, { person })).toEqual(['OUTSIDE_SCOPE']);
  });
});

describe('an opened account', () => {
  it('has each role once', () => {
    const roles: Role[] = ['TOWN_OPERATOR', 'TOWN_OPERATOR'];
    expect(decideAccount({ ...request, roles }, facts)).toMatchObject({ roles: ['TOWN_OPERATOR'] });
  });

  it('is administered where its person’s file is kept, if nothing else is said', () => {
    const person = eligible(packNamed('puyang'));
    const asked = { ...request, roles: [], division: null, personId: person.id };
    expect(decideAccount(asked, { ...facts, person })).toMatchObject({
      place: { division: person.division, areas: person.areas },
      reach: { jurisdiction: 'puyang', division: null },
    });
  });
});
