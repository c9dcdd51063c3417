import { type Education, education } from '../pack/eligibility-rule.ts';
import type { EligibilityRule, Pack } from '../pack/pack.ts';
import type { StaffRole } from '../pack/vocabulary.ts';

/** What is known of a candidate; null where nobody has checked. */
export type CandidateRecord = {
  /** `1990-05-01` */
  readonly birthDate: string | null;
  /** ISO 3166 alpha-2, such as `CN`. */
  readonly nationality: string | null;
  readonly education: Education | null;
  readonly health: 'FIT' | 'UNFIT' | null;
  /** 受过刑事处罚 */
  readonly criminalRecord: boolean | null;
  /** 涉嫌犯罪尚未结案 */
  readonly openCriminalCase: boolean | null;
  /** 曾被行政拘留、司法拘留 */
  readonly detained: boolean | null;
  /** 曾被国家机关、事业单位开除公职 */
  readonly dismissedFromPublicOffice: boolean | null;
  /** 被依法列为失信联合惩戒对象 */
  readonly listedAsDishonest: boolean | null;
  /** Matters the appointing body vouches for in writing. */
  readonly attested: readonly string[];
};

/** A rule the candidate does not meet (`UNMET`) or that cannot be judged from what is known (`UNPROVEN`). */
export type EligibilityFinding = { readonly rule: EligibilityRule; readonly state: 'UNMET' | 'UNPROVEN' };

type Predicate = EligibilityRule['predicate'];
type Answer = boolean | null;

/** Full years on a day, both written 2026-06-01; on the birthday itself the year is full. */
function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

function clean(flag: boolean | null): Answer {
  return flag === null ? null : !flag;
}

function atLeast(actual: Education | null, needed: Education): Answer {
  return actual === null ? null : education.options.indexOf(actual) >= education.options.indexOf(needed);
}

function isMet(predicate: Predicate, record: CandidateRecord, day: string): Answer {
  switch (predicate.kind) {
    case 'MIN_AGE':
      return record.birthDate === null ? null : ageOn(record.birthDate, day) >= predicate.years;
    case 'NATIONALITY':
      return record.nationality === null ? null : record.nationality === predicate.country;
    case 'MIN_EDUCATION':
      return atLeast(record.education, predicate.education);
    case 'FIT_HEALTH':
      return record.health === null ? null : record.health === 'FIT';
    case 'ATTESTED':
      return record.attested.includes(predicate.matter) ? true : null;
    case 'NO_CRIMINAL_RECORD':
      return clean(record.criminalRecord);
    case 'NO_OPEN_CRIMINAL_CASE':
      return clean(record.openCriminalCase);
    case 'NEVER_DETAINED':
      return clean(record.detained);
    case 'NEVER_DISMISSED_FROM_PUBLIC_OFFICE':
      return clean(record.dismissedFromPublicOffice);
    case 'NOT_LISTED_AS_DISHONEST':
      return clean(record.listedAsDishonest);
  }
}

/**
 * Every rule of the pack for this role that the candidate fails or that is not proven, in the law's order; empty when all hold.
 * @param day the day of the appointment, `2026-06-01`
 */
export function checkEligibility(
  pack: Pack,
  candidate: { readonly role: StaffRole; readonly record: CandidateRecord },
  day: string,
): readonly EligibilityFinding[] {
  return pack.staff.eligibility
    .filter(({ roles }) => roles.includes(candidate.role))
    .flatMap((rule) => {
      const answer = isMet(rule.predicate, candidate.record, day);
      if (answer === true) return [];
      return [{ rule, state: answer === null ? ('UNPROVEN' as const) : ('UNMET' as const) }];
    });
}
