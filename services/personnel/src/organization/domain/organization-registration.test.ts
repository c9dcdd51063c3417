import { describe, expect, it } from '@jest/globals';
import type { StoredOrganization } from './organization.ts';
import { decideRegistration, type OrganizationRow, type RegistrationFacts } from './organization-registration.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
const row: OrganizationRow = {
  code: '410902000000-URBAN_MANAGEMENT',
  name: '城市管理局',
  kind: 'LINKAGE_DEPARTMENT',
  function: 'URBAN_MANAGEMENT',
  division: '410902000000',
};
const facts: RegistrationFacts = {
  jurisdiction: 'puyang',
  jurisdictionOf: (division) => (division.startsWith('4109') ? 'puyang' : undefined),
  mayWrite: () => true,
  existing: undefined,
  repeated: false,
  newId: 'new',
  now: NOW,
};
const registered = (story: Partial<StoredOrganization> = {}): StoredOrganization => {
  const decision = decideRegistration(row, facts);
  if (decision.kind === 'REFUSE') throw new Error('the plain row is refused');
  return { ...decision.organization, version: 1, sequence: 1, ...story };
};
const kinds = (changed: Partial<OrganizationRow>, known: Partial<RegistrationFacts> = {}): string[] => {
  const decision = decideRegistration({ ...row, ...changed }, { ...facts, ...known });
  return decision.kind === 'REFUSE' ? decision.refusals.map(({ kind }) => kind) : [decision.kind];
};

describe('registering an organization', () => {
  it('[P16] takes its level and areas from the division', () => {
    expect(registered()).toMatchObject({ level: 'COUNTY', areas: ['410000000000', '410900000000', '410902000000'] });
  });

  it('[P16] numbers a second body of the same function', () => {
    expect(kinds({ code: '410902000000-URBAN_MANAGEMENT-2' })).toEqual(['CREATE']);
  });

  it.each<[string, Partial<OrganizationRow>, string]>([
    ['a code of another division', { code: '410923000000-URBAN_MANAGEMENT' }, 'CODE_MISMATCH'],
    ['a code of another function', { code: '410902000000-FINANCE' }, 'CODE_MISMATCH'],
    ['a running number of 1', { code: '410902000000-URBAN_MANAGEMENT-1' }, 'CODE_MISMATCH'],
    ['a division that is no code', { division: '4109', code: '4109-URBAN_MANAGEMENT' }, 'NOT_A_DIVISION'],
    [
      'a division of another jurisdiction',
      { division: '320505000000', code: '320505000000-URBAN_MANAGEMENT' },
      'OUTSIDE_JURISDICTION',
    ],
    ['a kind that goes with another function', { kind: 'COURT' }, 'KIND_MISMATCH'],
    ['an empty name', { name: ' ' }, 'BAD_NAME'],
    ['a name with a hidden character', { name: '城管\u202e局' }, 'BAD_NAME'],
    ['a telephone that is none', { phone: 'abc' }, 'BAD_PHONE'],
  ])('[P16] refuses %s', (_, changed, kind) => {
    expect(kinds(changed)).toEqual([kind]);
  });

  it('[P16] refuses a body outside the own area', () => {
    expect(kinds({}, { mayWrite: () => false })).toEqual(['OUTSIDE_SCOPE']);
  });

  it('refuses the second row with one code', () => {
    expect(kinds({}, { repeated: true })).toEqual(['REPEATED_ROW']);
  });

  it('refuses to bring a dissolved body back', () => {
    expect(kinds({}, { existing: registered({ active: false }) })).toEqual(['DISSOLVED']);
  });

  it('changes nothing when nothing is new', () => {
    expect(kinds({}, { existing: registered() })).toEqual(['UNCHANGED']);
  });

  it('changes a name and keeps id and time', () => {
    const existing = registered({ id: 'old', registeredAt: new Date(0) });
    expect(decideRegistration({ ...row, name: '综合执法局' }, { ...facts, existing })).toMatchObject({
      kind: 'UPDATE',
      organization: { id: 'old', name: '综合执法局', registeredAt: new Date(0) },
    });
  });
});
