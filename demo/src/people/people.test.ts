import { checkEligibility, loadPacks } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import { seeded } from '../seeded.ts';
import type { PlannedGrid } from '../territory/plan-grids.ts';
import { planStaff } from './grid-staff.ts';
import { checkDigit, madeUpPerson } from './made-up-person.ts';

const grid = (kind: 'URBAN' | 'RURAL'): PlannedGrid => ({
  externalId: '410105001001-1',
  name: '某社区网格',
  kind,
  division: '410105001001',
  town: '410105001000',
  boundary: { type: 'MultiPolygon', coordinates: [] },
  households: 400,
  residents: 1000,
  center: [113.7, 34.8],
});

const chance = () => {
  let serial = 0;
  return { ...seeded(1, 'people'), serial: () => serial++ };
};

describe('a made-up person', () => {
  it('has an identity number that checks (the example of GB 11643)', () => {
    expect(checkDigit('11010519491231002')).toBe('X');
  });

  it('is the same at every run', () => {
    expect(madeUpPerson(seeded(1, 'x'), '410105001001', 7)).toEqual(madeUpPerson(seeded(1, 'x'), '410105001001', 7));
  });
});

describe.each([...loadPacks().values()].map((pack) => ({ code: pack.code, pack })))(
  'the staff of a grid in $code',
  ({ pack }) => {
    it.each(['URBAN', 'RURAL'] as const)('[P02] is what the pack demands of a grid that is %s', (kind) => {
      const staff = planStaff(pack, grid(kind), chance());
      const demanded = pack.staff.staffing
        .filter((rule) => rule.kind === kind && rule.min > 0)
        .map((rule) => rule.role);
      expect(staff.map((member) => member.position)).toEqual(expect.arrayContaining(demanded));
    });

    it('[P03] may be appointed', () => {
      for (const { person, position } of planStaff(pack, grid('URBAN'), chance())) {
        const record = {
          ...person,
          nationality: 'CN',
          education: 'BACHELOR' as const,
          health: 'FIT' as const,
          criminalRecord: false,
          openCriminalCase: false,
          detained: false,
          dismissedFromPublicOffice: false,
          listedAsDishonest: false,
        };
        expect(checkEligibility(pack, { role: position, record }, '2026-06-01')).toEqual([]);
      }
    });
  },
);
