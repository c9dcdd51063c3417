import { type EligibilityRule, loadPacks, type Pack } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import { eligible, facts, packNamed, request } from '../../../test/appointment-facts.ts';
import type { Person } from '../../person/domain/person.ts';
import { decideAppointment } from './decide-appointment.ts';

/** The person as `eligible`, but for what this rule is about. */
function failing(pack: Pack, { predicate }: EligibilityRule): Person {
  const person = eligible(pack);
  const vetted = (fact: Partial<Person['vetting']>): Person => ({ ...person, vetting: { ...person.vetting, ...fact } });
  switch (predicate.kind) {
    case 'MIN_AGE':
      return { ...person, birthDate: '2010-06-02' };
    case 'NATIONALITY':
      return { ...person, nationality: 'FR' };
    case 'MIN_EDUCATION':
      return { ...person, education: 'PRIMARY' };
    case 'FIT_HEALTH':
      return { ...person, health: 'UNFIT' };
    case 'ATTESTED':
      return vetted({ attested: person.vetting.attested.filter((matter) => matter !== predicate.matter) });
    case 'NO_CRIMINAL_RECORD':
      return vetted({ criminalRecord: true });
    case 'NO_OPEN_CRIMINAL_CASE':
      return vetted({ openCriminalCase: true });
    case 'NEVER_DETAINED':
      return vetted({ detained: true });
    case 'NEVER_DISMISSED_FROM_PUBLIC_OFFICE':
      return vetted({ dismissedFromPublicOffice: true });
    case 'NOT_LISTED_AS_DISHONEST':
      return vetted({ listedAsDishonest: true });
  }
}

const findings = (pack: Pack, position: string, person: Person) => {
  const decision = decideAppointment(request(pack.code, { position }), facts(pack.code, { person }));
  const refusals = decision.kind === 'REFUSE' ? decision.refusals : [];
  return refusals.filter((refusal) => refusal.kind === 'INELIGIBLE');
};

const RULES = [...loadPacks().values()].flatMap((pack) =>
  pack.staff.eligibility.flatMap((rule) => rule.roles.map((role) => [pack.code, role, rule.code, rule] as const)),
);

describe('eligibility', () => {
  it.each(RULES)('[P03] in %s refuses a %s by %s and cites the article', (code, role, _, rule) => {
    const pack = packNamed(code);
    expect(findings(pack, role, failing(pack, rule))).toEqual([
      {
        kind: 'INELIGIBLE',
        rule: rule.code,
        text: rule.text,
        proven: rule.predicate.kind !== 'ATTESTED',
        article: rule.article === null ? null : pack.cite(rule.article),
      },
    ]);
  });

  it.each([
    ['criminalRecord', '第十四条第二款第（一）项'],
    ['openCriminalCase', '第十四条第二款第（一）项'],
    ['detained', '第十四条第二款第（二）项'],
    ['dismissedFromPublicOffice', '第十四条第二款第（三）项'],
    ['listedAsDishonest', '第十四条第二款第（四）项'],
  ])('[P03] jiangsu disqualifies by %s under %s', (fact, article) => {
    const pack = packNamed('jiangsu');
    const [finding] = findings(pack, 'FULL_TIME_WORKER', eligible(pack, { vetting: { [fact]: true } }));
    expect(finding?.article).toBe(`江苏省城乡网格化服务管理办法${article}`);
  });

  it('[P03] jiangsu asks the disqualifications of full-time workers only', () => {
    const pack = packNamed('jiangsu');
    const person = eligible(pack, { vetting: { detained: true } });
    expect(findings(pack, 'PART_TIME_WORKER', person)).toEqual([]);
  });

  it('[P03] liaocheng deliberately has no disqualification', () => {
    const pack = packNamed('liaocheng');
    const person = eligible(pack, {
      vetting: { criminalRecord: true, detained: true, dismissedFromPublicOffice: true, listedAsDishonest: true },
    });
    expect(findings(pack, 'FULL_TIME_WORKER', person)).toEqual([]);
  });

  it('[P03] tells what is not proven from what is not met', () => {
    const pack = packNamed('jiangsu');
    const [finding] = findings(pack, 'FULL_TIME_WORKER', eligible(pack, { health: null }));
    expect(finding).toMatchObject({ rule: 'HEALTH', proven: false });
  });

  it('[P03] counts the age on the day the appointment begins', () => {
    const pack = packNamed('puyang');
    expect(findings(pack, 'FULL_TIME_WORKER', eligible(pack, { birthDate: '2008-06-01' }))).toEqual([]);
  });
});
