import { ORGANIZATION_FUNCTIONS, organizationSnapshotSchema } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { body } from '../../../test/appointment-facts.ts';
import { organizationSnapshot } from './organization.ts';
import { decideRegistration, organizationCode } from './organization-registration.ts';

const division = fc
  .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 999 }))
  .map(([county, town, village]) => {
    const digits = [county, town, village].map((part, index) => String(part).padStart(index === 0 ? 2 : 3, '0'));
    return `4109${digits.join('')}`;
  });

describe('what others keep of an organization', () => {
  it('[P16] fits the contract', () => {
    expect(
      organizationSnapshotSchema.safeParse(organizationSnapshot(body('410902001000', 'TOWN', 'puyang'))).success,
    ).toBe(true);
  });

  it('[P16] names the successor once it is dissolved', () => {
    const gone = { ...body('410902001000', 'TOWN', 'puyang'), active: false, successor: '410902002000-TOWN' };
    expect(organizationSnapshot(gone)).toMatchObject({ active: false, successor: '410902002000-TOWN' });
  });

  it('holds no telephone', () => {
    expect(
      Object.keys(organizationSnapshot({ ...body('410902001000', 'TOWN', 'puyang'), phone: '110' })),
    ).not.toContain('phone');
  });
});

describe('any body of any division', () => {
  it('[P16] is registered under its one code and under no other', () => {
    fc.assert(
      fc.property(division, fc.constantFrom(...ORGANIZATION_FUNCTIONS), fc.string(), (place, task, suffix) => {
        const row = { name: '某机构', kind: 'LINKAGE_DEPARTMENT' as const, function: task, division: place };
        const facts = {
          jurisdiction: 'puyang',
          jurisdictionOf: () => 'puyang',
          mayWrite: () => true,
          existing: undefined,
          repeated: false,
          newId: 'new',
          now: new Date(0),
        };
        const code = organizationCode(place, task);
        const right = decideRegistration({ ...row, code }, facts).kind;
        const wrong = decideRegistration({ ...row, code: `${code}x${suffix}` }, facts).kind;
        return right === 'CREATE' && wrong === 'REFUSE';
      }),
    );
  });
});
