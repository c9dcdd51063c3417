import {
  areasOf,
  divisionLevel,
  isDivisionCode,
  type OrganizationFunction,
  type OrganizationKind,
} from '@gridlink/contracts';
import { isPlainText } from '../../input-text/plain-text.ts';
import type { Organization, StoredOrganization } from './organization.ts';

export type OrganizationRow = {
  readonly code: string;
  readonly name: string;
  readonly kind: OrganizationKind;
  readonly function: OrganizationFunction;
  readonly division: string;
  readonly phone?: string | null;
};

export type OrganizationRefusal =
  | { readonly kind: 'NOT_A_DIVISION'; readonly division: string }
  | { readonly kind: 'OUTSIDE_JURISDICTION'; readonly division: string; readonly jurisdiction: string }
  | { readonly kind: 'OUTSIDE_SCOPE'; readonly division: string }
  | { readonly kind: 'CODE_MISMATCH'; readonly code: string; readonly expected: string }
  | { readonly kind: 'KIND_MISMATCH'; readonly organizationKind: OrganizationKind; readonly expected: string }
  | { readonly kind: 'BAD_NAME' }
  | { readonly kind: 'BAD_PHONE' }
  | { readonly kind: 'REPEATED_ROW'; readonly code: string }
  | { readonly kind: 'DISSOLVED'; readonly code: string };

export type RegistrationFacts = {
  readonly jurisdiction: string;
  /** Pack a division belongs to, undefined outside of all. */
  readonly jurisdictionOf: (division: string) => string | undefined;
  readonly mayWrite: (areas: readonly string[]) => boolean;
  readonly existing: StoredOrganization | undefined;
  /** True for the second row of one import with the same code. */
  readonly repeated: boolean;
  readonly newId: string;
  readonly now: Date;
};

export type RegistrationDecision =
  | { readonly kind: 'CREATE' | 'UPDATE' | 'UNCHANGED'; readonly organization: Organization }
  | { readonly kind: 'REFUSE'; readonly refusals: readonly OrganizationRefusal[] };

const NAME_MAX = 100;
const PHONE = /^[0-9+][0-9 -]{2,19}$/;

/** Kinds that only one function can have. */
const FUNCTION_OF_KIND: Partial<Record<OrganizationKind, OrganizationFunction>> = {
  COORDINATION_BODY: 'COORDINATION',
  TOWN: 'TOWN',
  COMMITTEE: 'COMMITTEE',
  DISCIPLINE_INSPECTION: 'DISCIPLINE_INSPECTION',
  COURT: 'COURT',
  PROCURATORATE: 'PROCURATORATE',
};

/** The one code a body of this function in this division may have, apart from a running number. */
export const organizationCode = (division: string, bodyFunction: OrganizationFunction): string =>
  `${division}-${bodyFunction}`;

function hasRightCode(row: OrganizationRow): boolean {
  const expected = organizationCode(row.division, row.function);
  if (row.code === expected) return true;
  const number = row.code.startsWith(`${expected}-`) ? row.code.slice(expected.length + 1) : '';
  return /^([2-9]|[1-9]\d{1,2})$/.test(number);
}

function placeRefusals(row: OrganizationRow, facts: RegistrationFacts): OrganizationRefusal[] {
  const { division } = row;
  if (!isDivisionCode(division)) return [{ kind: 'NOT_A_DIVISION', division }];
  if (facts.jurisdictionOf(division) !== facts.jurisdiction) {
    return [{ kind: 'OUTSIDE_JURISDICTION', division, jurisdiction: facts.jurisdiction }];
  }
  return facts.mayWrite(areasOf(division)) ? [] : [{ kind: 'OUTSIDE_SCOPE', division }];
}

function refusalsOf(row: OrganizationRow, facts: RegistrationFacts): OrganizationRefusal[] {
  const refusals = placeRefusals(row, facts);
  if (!hasRightCode(row)) {
    refusals.push({ kind: 'CODE_MISMATCH', code: row.code, expected: organizationCode(row.division, row.function) });
  }
  const expected = FUNCTION_OF_KIND[row.kind];
  if (expected !== undefined && expected !== row.function) {
    refusals.push({ kind: 'KIND_MISMATCH', organizationKind: row.kind, expected });
  }
  if (!isPlainText(row.name, NAME_MAX)) refusals.push({ kind: 'BAD_NAME' });
  if (row.phone && !PHONE.test(row.phone)) refusals.push({ kind: 'BAD_PHONE' });
  if (facts.repeated) refusals.push({ kind: 'REPEATED_ROW', code: row.code });
  if (facts.existing && !facts.existing.active) refusals.push({ kind: 'DISSOLVED', code: row.code });
  return refusals;
}

const isSame = (a: Organization, b: Organization): boolean =>
  a.name === b.name && a.kind === b.kind && a.phone === b.phone;

/** Registers a body or changes its name, kind or telephone; code, function and division never change. */
export function decideRegistration(row: OrganizationRow, facts: RegistrationFacts): RegistrationDecision {
  const refusals = refusalsOf(row, facts);
  if (refusals.length > 0) return { kind: 'REFUSE', refusals };
  const { existing } = facts;
  const organization: Organization = {
    id: existing?.id ?? facts.newId,
    code: row.code,
    name: row.name.trim(),
    kind: row.kind,
    function: row.function,
    level: divisionLevel(row.division),
    jurisdiction: facts.jurisdiction,
    division: row.division,
    areas: areasOf(row.division),
    phone: row.phone || null,
    active: true,
    successor: null,
    registeredAt: existing?.registeredAt ?? facts.now,
  };
  if (!existing) return { kind: 'CREATE', organization };
  return { kind: isSame(existing, organization) ? 'UNCHANGED' : 'UPDATE', organization };
}
