import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { residentNumber } from '../../../test/resident-number.ts';
import type { Person } from './person.ts';
import { decidePersonRegistration, type PersonFacts, type PersonRow } from './person-registration.ts';

const row: PersonRow = {
  name: '李明',
  idNumber: residentNumber('410902', '1990-05-01', 7),
  birthDate: '1990-05-01',
  nationality: 'CN',
  division: '410902001001',
  phone: '13812345678',
  education: 'COLLEGE',
  health: 'FIT',
  employment: 'CONTRACT',
  backgrounds: ['VOLUNTEER'],
  vetting: { detained: false },
};
const facts: PersonFacts = {
  jurisdiction: 'puyang',
  jurisdictionOf: (division) => (division.startsWith('4109') ? 'puyang' : undefined),
  mayWrite: () => true,
  backgrounds: ['VOLUNTEER', 'PARTY_MEMBER'],
  matters: ['CONDUCT'],
  existing: undefined,
  repeated: false,
  newId: 'new',
  now: new Date('2026-06-01T00:00:00Z'),
};
const kinds = (changed: Partial<PersonRow>, known: Partial<PersonFacts> = {}): string[] => {
  const decision = decidePersonRegistration({ ...row, ...changed }, { ...facts, ...known });
  return decision.kind === 'REFUSE' ? decision.refusals.map(({ kind }) => kind) : [decision.kind];
};
const file = (): Person => {
  const decision = decidePersonRegistration(row, facts);
  if (decision.kind === 'REFUSE') throw new Error('the plain row is refused');
  return decision.person;
};
const numbers = { phone: row.phone, idNumber: row.idNumber };

describe('registering a person', () => {
  it('[P13] opens a file', () => {
    expect(kinds({})).toEqual(['CREATE']);
  });

  it('[P13] leaves what nobody has checked open', () => {
    expect(file().vetting).toMatchObject({ detained: false, criminalRecord: null });
  });

  it.each<[string, Partial<PersonRow>, string]>([
    ['without a name', { name: '' }, 'BAD_NAME'],
    ['with a zero-width character in the name', { name: '李\u200b明' }, 'BAD_NAME'],
    ['with a wrong identity number', { idNumber: '410902199005010000' }, 'BAD_ID_NUMBER'],
    ['whose birth date is not that of the number', { birthDate: '1991-05-01' }, 'BIRTH_DATE_DISAGREES'],
    ['of a country that is no code', { nationality: 'China' }, 'BAD_NATIONALITY'],
    ['with a short telephone', { phone: '1381234567' }, 'BAD_PHONE'],
    ['kept in no division', { division: 'here' }, 'NOT_A_DIVISION'],
    ['kept in another jurisdiction', { division: '320505001001' }, 'OUTSIDE_JURISDICTION'],
    ['of a background the pack does not know', { backgrounds: ['ASTRONAUT'] }, 'UNKNOWN_BACKGROUND'],
    ['vouched for in a matter the pack does not know', { vetting: { attested: ['KINDNESS'] } }, 'UNKNOWN_MATTER'],
  ])('[P13] refuses one %s', (_, changed, kind) => {
    expect(kinds(changed)).toContain(kind);
  });

  it.each(['1990-02-30', '2026-06-02', '1899-12-31', '1.5.1990'])('[P13] refuses the birth date %s', (birthDate) => {
    expect(kinds({ birthDate })).toContain('BAD_BIRTH_DATE');
  });

  it('[P13] takes a passport of another country', () => {
    expect(kinds({ nationality: 'FR', idNumber: 'X1234567' })).toEqual(['CREATE']);
  });

  it('[P13] refuses a file outside the own area', () => {
    expect(kinds({}, { mayWrite: () => false })).toEqual(['OUTSIDE_SCOPE']);
  });

  it('[P13] refuses to take over a file that another area keeps', () => {
    const existing = { person: { ...file(), areas: ['elsewhere'] }, numbers };
    expect(kinds({}, { existing, mayWrite: (areas) => !areas.includes('elsewhere') })).toEqual(['KEPT_ELSEWHERE']);
  });

  it('refuses the second row with one identity number', () => {
    expect(kinds({}, { repeated: true })).toEqual(['REPEATED_ROW']);
  });

  it('changes nothing when nothing is new', () => {
    expect(kinds({}, { existing: { person: file(), numbers } })).toEqual(['UNCHANGED']);
  });

  it.each<[string, Partial<PersonRow>]>([
    ['a telephone', { phone: '13912345678' }],
    ['a background', { backgrounds: ['PARTY_MEMBER'] }],
    ['what vetting found', { vetting: { detained: true } }],
    ['schooling', { education: 'BACHELOR' }],
  ])('[P13] brings %s up to date', (_, changed) => {
    expect(kinds(changed, { existing: { person: file(), numbers } })).toEqual(['UPDATE']);
  });
});

describe('a file', () => {
  const anyRow = fc.record({
    education: fc.constantFrom('PRIMARY' as const, 'BACHELOR' as const, null),
    health: fc.constantFrom('FIT' as const, 'UNFIT' as const, null),
    employment: fc.constantFrom('CONTRACT' as const, 'VOLUNTEER' as const, null),
    backgrounds: fc.array(fc.constantFrom('VOLUNTEER', 'PARTY_MEMBER'), { maxLength: 4 }),
    vetting: fc.record({ detained: fc.constantFrom(true, false, null), attested: fc.constantFrom([], ['CONDUCT']) }),
  });

  it('registered a second time with the same row is never changed', () => {
    fc.assert(
      fc.property(anyRow, (story) => {
        const first = decidePersonRegistration({ ...row, ...story }, facts);
        if (first.kind === 'REFUSE') return false;
        return kinds(story, { existing: { person: first.person, numbers } })[0] === 'UNCHANGED';
      }),
    );
  });

  it('has each background once, in one order', () => {
    const decision = decidePersonRegistration(
      { ...row, backgrounds: ['VOLUNTEER', 'PARTY_MEMBER', 'VOLUNTEER'] },
      facts,
    );
    expect(decision).toMatchObject({ person: { backgrounds: ['PARTY_MEMBER', 'VOLUNTEER'] } });
  });

  it('holds no number in clear', () => {
    expect(JSON.stringify(file())).not.toMatch(new RegExp(`${row.phone}|${row.idNumber}`));
  });

  it('moves to another division with whoever may write at both ends', () => {
    const moved = decidePersonRegistration(
      { ...row, division: '410902002001' },
      { ...facts, existing: { person: file(), numbers } },
    );
    expect(moved).toMatchObject({ kind: 'UPDATE', person: { division: '410902002001', id: 'new' } });
  });

  it('keeps the day it was opened', () => {
    const existing = { person: { ...file(), registeredAt: new Date(0) }, numbers };
    expect(decidePersonRegistration({ ...row, phone: '13912345678' }, { ...facts, existing })).toMatchObject({
      person: { registeredAt: new Date(0) },
    });
  });
});
