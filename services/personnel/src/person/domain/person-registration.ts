import { areasOf, isDivisionCode } from '@gridlink/contracts';
import { isPlainText } from '../../input-text/plain-text.ts';
import type { EmploymentType, HealthCondition, Person, PersonalNumbers, Vetting } from './person.ts';
import { birthDateIn, isResidentNumber } from './resident-number.ts';

export type PersonRow = {
  readonly name: string;
  readonly idNumber: string;
  readonly birthDate: string;
  readonly nationality: string;
  readonly division: string;
  readonly phone: string;
  readonly education?: Person['education'] | undefined;
  readonly health?: HealthCondition | null | undefined;
  readonly employment?: EmploymentType | null | undefined;
  readonly backgrounds: readonly string[];
  readonly vetting?: Partial<Vetting> | null | undefined;
};

export type PersonRefusal =
  | { readonly kind: 'BAD_NAME' }
  | { readonly kind: 'BAD_BIRTH_DATE'; readonly birthDate: string }
  | { readonly kind: 'BAD_NATIONALITY'; readonly nationality: string }
  | { readonly kind: 'BAD_ID_NUMBER' }
  | { readonly kind: 'BIRTH_DATE_DISAGREES' }
  | { readonly kind: 'BAD_PHONE' }
  | { readonly kind: 'NOT_A_DIVISION'; readonly division: string }
  | { readonly kind: 'OUTSIDE_JURISDICTION'; readonly division: string; readonly jurisdiction: string }
  | { readonly kind: 'OUTSIDE_SCOPE'; readonly division: string }
  | { readonly kind: 'KEPT_ELSEWHERE' }
  | { readonly kind: 'UNKNOWN_BACKGROUND'; readonly background: string; readonly known: readonly string[] }
  | { readonly kind: 'UNKNOWN_MATTER'; readonly matter: string; readonly known: readonly string[] }
  | { readonly kind: 'REPEATED_ROW' };

export type PersonFacts = {
  readonly jurisdiction: string;
  readonly jurisdictionOf: (division: string) => string | undefined;
  readonly mayWrite: (areas: readonly string[]) => boolean;
  /** Codes the pack knows. */
  readonly backgrounds: readonly string[];
  readonly matters: readonly string[];
  readonly existing: { readonly person: Person; readonly numbers: PersonalNumbers } | undefined;
  readonly repeated: boolean;
  readonly newId: string;
  readonly now: Date;
};

export type PersonDecision =
  | { readonly kind: 'CREATE' | 'UPDATE' | 'UNCHANGED'; readonly person: Person }
  | { readonly kind: 'REFUSE'; readonly refusals: readonly PersonRefusal[] };

const NAME_MAX = 50;
const MOBILE = /^1[3-9]\d{9}$/;
const PASSPORT = /^[A-Z0-9]{6,20}$/;
const EARLIEST_BIRTH = '1900-01-01';

function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const instant = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(value);
}

function identityRefusals(row: PersonRow, now: Date): PersonRefusal[] {
  const refusals: PersonRefusal[] = [];
  if (!isPlainText(row.name, NAME_MAX)) refusals.push({ kind: 'BAD_NAME' });
  const today = now.toISOString().slice(0, 10);
  if (!isDay(row.birthDate) || row.birthDate < EARLIEST_BIRTH || row.birthDate > today) {
    refusals.push({ kind: 'BAD_BIRTH_DATE', birthDate: row.birthDate });
  }
  if (!/^[A-Z]{2}$/.test(row.nationality)) {
    refusals.push({ kind: 'BAD_NATIONALITY', nationality: row.nationality });
  }
  if (row.nationality !== 'CN') {
    if (!PASSPORT.test(row.idNumber)) refusals.push({ kind: 'BAD_ID_NUMBER' });
  } else if (!isResidentNumber(row.idNumber)) {
    refusals.push({ kind: 'BAD_ID_NUMBER' });
  } else if (birthDateIn(row.idNumber) !== row.birthDate) {
    refusals.push({ kind: 'BIRTH_DATE_DISAGREES' });
  }
  if (!MOBILE.test(row.phone)) refusals.push({ kind: 'BAD_PHONE' });
  return refusals;
}

function placeRefusals({ division }: PersonRow, facts: PersonFacts): PersonRefusal[] {
  if (!isDivisionCode(division)) return [{ kind: 'NOT_A_DIVISION', division }];
  if (facts.jurisdictionOf(division) !== facts.jurisdiction) {
    return [{ kind: 'OUTSIDE_JURISDICTION', division, jurisdiction: facts.jurisdiction }];
  }
  if (!facts.mayWrite(areasOf(division))) return [{ kind: 'OUTSIDE_SCOPE', division }];
  // A file moves only by the hand of somebody who may write at both ends.
  return facts.existing && !facts.mayWrite(facts.existing.person.areas) ? [{ kind: 'KEPT_ELSEWHERE' }] : [];
}

function codeRefusals(row: PersonRow, facts: PersonFacts): PersonRefusal[] {
  const backgrounds = row.backgrounds.filter((code) => !facts.backgrounds.includes(code));
  const matters = (row.vetting?.attested ?? []).filter((code) => !facts.matters.includes(code));
  return [
    ...backgrounds.map(
      (background): PersonRefusal => ({ kind: 'UNKNOWN_BACKGROUND', background, known: facts.backgrounds }),
    ),
    ...matters.map((matter): PersonRefusal => ({ kind: 'UNKNOWN_MATTER', matter, known: facts.matters })),
  ];
}

const unique = (codes: readonly string[]): string[] => [...new Set(codes)].sort();

const vettingOf = (given: Partial<Vetting> | null | undefined): Vetting => ({
  criminalRecord: given?.criminalRecord ?? null,
  openCriminalCase: given?.openCriminalCase ?? null,
  detained: given?.detained ?? null,
  dismissedFromPublicOffice: given?.dismissedFromPublicOffice ?? null,
  listedAsDishonest: given?.listedAsDishonest ?? null,
  attested: unique(given?.attested ?? []),
});

/** What a row may change; everything else of a file stays. */
const changeable = ({ division, name, birthDate, nationality, education, health, ...rest }: Person) =>
  JSON.stringify([division, name, birthDate, nationality, education, health, rest.employment, rest.backgrounds]);

const isSame = (a: Person, b: Person): boolean =>
  changeable(a) === changeable(b) &&
  (Object.keys(a.vetting) as (keyof Vetting)[]).every(
    (fact) => JSON.stringify(a.vetting[fact]) === JSON.stringify(b.vetting[fact]),
  );

/** Opens a person's file or brings it up to date; the identity number is the natural key. */
export function decidePersonRegistration(row: PersonRow, facts: PersonFacts): PersonDecision {
  const refusals = [
    ...identityRefusals(row, facts.now),
    ...placeRefusals(row, facts),
    ...codeRefusals(row, facts),
    ...(facts.repeated ? [{ kind: 'REPEATED_ROW' } as const] : []),
  ];
  if (refusals.length > 0) return { kind: 'REFUSE', refusals };
  const { existing } = facts;
  const person: Person = {
    id: existing?.person.id ?? facts.newId,
    jurisdiction: facts.jurisdiction,
    division: row.division,
    areas: areasOf(row.division),
    name: row.name.trim(),
    birthDate: row.birthDate,
    nationality: row.nationality,
    education: row.education ?? null,
    health: row.health ?? null,
    employment: row.employment ?? null,
    backgrounds: unique(row.backgrounds),
    vetting: vettingOf(row.vetting),
    registeredAt: existing?.person.registeredAt ?? facts.now,
  };
  if (!existing) return { kind: 'CREATE', person };
  const unchanged = isSame(existing.person, person) && existing.numbers.phone === row.phone;
  return { kind: unchanged ? 'UNCHANGED' : 'UPDATE', person };
}
