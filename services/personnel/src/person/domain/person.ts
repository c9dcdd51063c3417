import type { Education } from '@gridlink/jurisdiction';

export type HealthCondition = 'FIT' | 'UNFIT';
export type EmploymentType = 'ESTABLISHED' | 'CONTRACT' | 'PUBLIC_WELFARE' | 'CONCURRENT' | 'VOLUNTEER';

/** What vetting found; null where nobody has checked. */
export type Vetting = {
  readonly criminalRecord: boolean | null;
  readonly openCriminalCase: boolean | null;
  readonly detained: boolean | null;
  readonly dismissedFromPublicOffice: boolean | null;
  readonly listedAsDishonest: boolean | null;
  /** Codes of matters the appointing body vouches for. */
  readonly attested: readonly string[];
};

/** A person's file without the numbers that are encrypted at rest (P13). */
export type Person = {
  readonly id: string;
  readonly jurisdiction: string;
  /** Division that keeps the file. */
  readonly division: string;
  readonly areas: readonly string[];
  readonly name: string;
  /** `1990-05-01` */
  readonly birthDate: string;
  /** ISO 3166 alpha-2. */
  readonly nationality: string;
  readonly education: Education | null;
  readonly health: HealthCondition | null;
  readonly employment: EmploymentType | null;
  /** Codes of the pack's backgrounds: who may hold which post is said in these. */
  readonly backgrounds: readonly string[];
  readonly vetting: Vetting;
  readonly registeredAt: Date;
};

/** What is sealed at rest and masked in the graph. */
export type PersonalNumbers = { readonly phone: string; readonly idNumber: string };

export type StoredPerson = Person & {
  readonly version: number;
  readonly sequence: number;
  readonly sealedPhone: string;
  readonly sealedIdNumber: string;
};

/**
 * FULL: the caller keeps or supervises the file, or works with the person. PUBLISHED: only what the notice of a grid
 * (or the directory of a body, within the jurisdiction) shows: name and posts.
 */
export type VisiblePerson = { readonly person: StoredPerson; readonly disclosure: 'FULL' | 'PUBLISHED' };
