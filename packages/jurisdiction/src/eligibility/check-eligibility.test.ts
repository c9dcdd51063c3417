import { describe, expect, it } from '@jest/globals';
import { loadPacks } from '../loading/load-packs.ts';
import type { Pack } from '../pack/pack.ts';
import { type CandidateRecord, checkEligibility } from './check-eligibility.ts';

function pack(code: string): Pack {
  const found = loadPacks().get(code);
  if (!found) throw new Error(`no pack ${code}`);
  return found;
}

const suited: CandidateRecord = {
  birthDate: '1990-05-01',
  nationality: 'CN',
  education: 'COLLEGE',
  health: 'FIT',
  criminalRecord: false,
  openCriminalCase: false,
  detained: false,
  dismissedFromPublicOffice: false,
  listedAsDishonest: false,
  attested: ['POLITICAL_AND_MORAL_CONDUCT', 'COMMUNICATION_AND_EMERGENCY_ABILITY', 'DEVOTION_TO_COMMUNITY_WORK'],
};
const DAY = '2026-06-01';

function findings(code: string, change: Partial<CandidateRecord>): string[] {
  const candidate = { role: 'FULL_TIME_WORKER' as const, record: { ...suited, ...change } };
  return checkEligibility(pack(code), candidate, DAY).map(({ rule, state }) => `${state} ${rule.code} ${rule.article}`);
}

describe('eligibility', () => {
  it.each(['liaocheng', 'jiangsu', 'ningbo', 'puyang'])('[P03] passes a suited candidate in %s', (code) => {
    expect(findings(code, {})).toEqual([]);
  });

  it.each([
    [{ criminalRecord: true }, 'UNMET CRIMINAL_RECORD 第十四条第二款第（一）项'],
    [{ openCriminalCase: true }, 'UNMET OPEN_CASE 第十四条第二款第（一）项'],
    [{ detained: true }, 'UNMET DETENTION 第十四条第二款第（二）项'],
    [{ dismissedFromPublicOffice: true }, 'UNMET DISMISSAL 第十四条第二款第（三）项'],
    [{ listedAsDishonest: true }, 'UNMET DISHONESTY 第十四条第二款第（四）项'],
  ])('[P03] refuses %j where the law disqualifies', (change, finding) => {
    expect(findings('jiangsu', change)).toEqual([finding]);
  });

  it('[P03] lets the same person pass where the legislator struck the disqualifications out', () => {
    expect(findings('liaocheng', { criminalRecord: true, detained: true, listedAsDishonest: true })).toEqual([]);
  });

  it('[P03] lists every condition not met, each with its article', () => {
    expect(findings('liaocheng', { birthDate: '2010-01-01', nationality: 'FR', health: 'UNFIT' })).toEqual([
      'UNMET NATIONAL 第十一条第（二）项',
      'UNMET ADULT 第十一条第（二）项',
      'UNMET HEALTH 第十一条第（四）项',
    ]);
  });

  it('tells what nobody has checked from what is not met', () => {
    expect(findings('jiangsu', { criminalRecord: null, attested: [] })).toEqual([
      'UNPROVEN CONDUCT 第十四条第一款第（一）项',
      'UNPROVEN CRIMINAL_RECORD 第十四条第二款第（一）项',
    ]);
  });

  it.each([
    ['2008-06-01', true],
    ['2008-06-02', false],
  ])('counts someone born on %s as eighteen: %s', (birthDate, isAdult) => {
    expect(findings('jiangsu', { birthDate })).toHaveLength(isAdult ? 0 : 1);
  });

  it('asks nothing of a part-timer where the law speaks of full-time workers only', () => {
    const candidate = { role: 'PART_TIME_WORKER' as const, record: { ...suited, detained: true } };
    expect(checkEligibility(pack('jiangsu'), candidate, DAY)).toEqual([]);
  });

  it.each([
    ['PRIMARY', 1],
    ['SENIOR_SECONDARY', 0],
  ] as const)('compares schooling %s with the post', (education, count) => {
    expect(findings('jiangsu', { education })).toHaveLength(count);
  });
});
